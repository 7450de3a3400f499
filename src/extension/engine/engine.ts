import { notJudged, type Verdict } from '../../core/decide.ts'
import { imageHash } from '../../core/picture/image-hash.ts'
import { type CheckResult, type Device, unknown } from '../check-result.ts'
import type { Job } from '../protocol.ts'
import type { VerdictCache } from '../verdict-cache.ts'
import { createModels, type Generation, type ModelOptions } from './models.ts'

/** What the engine is made of; each part can be another one in a test. */
export interface EngineOptions extends ModelOptions {
  cache: Pick<VerdictCache, 'recall' | 'remember'>
  fetchPicture(address: string, signal: AbortSignal): Promise<Uint8Array<ArrayBuffer>>
  /** After so many milliseconds without a job the models leave memory; the next job brings them back. */
  idleMs: number
  /** Told after the models left memory. */
  onIdle?(): void
}

/** Judges pictures and texts where the models live. */
export interface Engine {
  /** Every failure becomes "unknown" with its reason. */
  judge(job: Job): Promise<CheckResult>
  /** Ends a job that is under way: a picture that was scrolled away stops costing. */
  cancel(id: string): void
  close(): Promise<void>
}

export function createEngine(options: EngineOptions): Engine {
  const running = new Map<string, AbortController>()
  const models = createModels(options)
  let idleTimer: ReturnType<typeof setTimeout> | undefined
  let closed = false
  const closeUnused = async () => {
    if (running.size === 0) await models.closeReplaced()
  }
  function unload(): Promise<void> {
    models.replace()
    return closeUnused()
  }
  const unwatch = options.heads.onChange(unload)

  /** Starts the idle time; while a job runs there is none. */
  function rest(): void {
    if (running.size > 0) return
    void closeUnused()
    if (closed) return
    idleTimer = setTimeout(() => void unload().then(options.onIdle), options.idleMs)
  }

  return {
    async judge(job) {
      const controller = new AbortController()
      running.set(job.id, controller)
      clearTimeout(idleTimer)
      try {
        return await judgeJob(options, models.current(), job, controller.signal)
      } catch (error) {
        return unknown(error, controller.signal)
      } finally {
        running.delete(job.id)
        rest()
      }
    },
    cancel: (id) => running.get(id)?.abort(),
    async close() {
      closed = true
      unwatch()
      for (const controller of running.values()) controller.abort()
      clearTimeout(idleTimer)
      await unload()
    },
  }
}

/** A kept verdict where there is one, by address and then by pixels; else the models'. Throws what went wrong. */
async function judgeJob(
  { platform, cache, fetchPicture }: EngineOptions,
  { chosen, loaded }: Generation,
  { address, text, sexual, background }: Job,
  signal: AbortSignal,
): Promise<CheckResult> {
  const { threshold, model } = await chosen.get()
  // what was read is kept; what was typed belongs to no picture
  const keeps = text === undefined && address !== undefined
  const known = keeps ? await cache.recall(address, model, sexual) : undefined
  if (known) return toResult(known, threshold, null)
  const bytes = address === undefined ? undefined : await fetchPicture(address, signal)
  const start = performance.now()
  const pixels = bytes && (await platform.decode(bytes, background))
  const decode = performance.now() - start
  const names = keeps && pixels ? namesOf(address, await imageHash(pixels)) : []
  const same = names.length > 0 ? await cache.recall(names[0], model, sexual) : undefined
  if (same) {
    await cache.remember(names, same)
    return toResult(same, threshold, null)
  }
  const { pipeline, device } = await loaded.get()
  const verdict = await pipeline.judge({ image: pixels, text, sexual, signal })
  verdict.ms.decode = decode
  await cache.remember(names, verdict)
  return toResult(verdict, threshold, device)
}

/** What a verdict is kept under: its pixels, and its address unless that is the picture itself. */
function namesOf(address: string, hash: string): string[] {
  return address.startsWith('data:') ? [hash] : [hash, address]
}

/** What was read in another language, or could not be read, is no verdict, kept or new. */
function toResult(verdict: Verdict, threshold: number, device: Device | null): CheckResult {
  const unjudged = notJudged(verdict)
  if (unjudged) return { state: 'unknown', reason: unjudged.reason, sexual: verdict.sexual }
  return { state: 'judged', verdict, threshold, device }
}
