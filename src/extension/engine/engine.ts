import { notJudged, type Verdict } from '../../core/decide.ts'
import { type ModelName, modelName } from '../../core/model/head.ts'
import { imageHash } from '../../core/picture/image-hash.ts'
import { createPipeline, type Pipeline } from '../../core/pipeline.ts'
import { platform } from '../../runtime/browser/platform.ts'
import type { CheckResult, Device } from '../protocol.ts'
import { recall, remember } from '../verdict-cache.ts'
import { chooseTowers } from './device.ts'
import { currentHead, onHeadChange } from './head-store.ts'

/** Pictures larger than this aren't fetched to the end. */
const MOST_BYTES = 20_000_000
/** After this long without a job the models leave memory; the next job brings them back. */
const IDLE_MS = 5 * 60_000
/** Job ids that are under way, so that a scrolled-away picture stops costing. */
const running = new Map<string, AbortController>()

interface Loaded {
  pipeline: Pipeline
  device: Device
}

/** The head in use, and what names its verdicts; known before any model is loaded. */
interface Chosen {
  head: { bytes: Uint8Array<ArrayBuffer>; name: string }
  threshold: number
  model: ModelName
}

let chosen: Promise<Chosen> | undefined
let loaded: Promise<Loaded> | undefined
let idleTimer: ReturnType<typeof setTimeout> | undefined

async function choose(): Promise<Chosen> {
  const { name, bytes, head, manifest } = await currentHead()
  return { head: { name, bytes }, threshold: head.threshold, model: await modelName(manifest, bytes) }
}

async function load({ head }: Chosen): Promise<Loaded> {
  const { towers, device } = await chooseTowers(platform)
  return { pipeline: await createPipeline(platform, { towers, head }), device }
}

/** Replaced models, which leave memory once no job can be using them. */
const retired: Promise<Loaded>[] = []

async function closeRetired(): Promise<void> {
  if (running.size > 0) return
  for (const old of retired.splice(0)) await (await old.catch(() => undefined))?.pipeline.close()
}

/** The next job loads anew. */
async function unload(): Promise<void> {
  if (loaded) retired.push(loaded)
  chosen = undefined
  loaded = undefined
  await closeRetired()
}
onHeadChange(unload)

/** Starts the idle time anew; while a job runs there is none. */
function restartIdle(onIdle: () => void): void {
  clearTimeout(idleTimer)
  if (running.size > 0) return
  idleTimer = setTimeout(async () => {
    await unload()
    onIdle()
  }, IDLE_MS)
}

/** Fetches a picture as the page would; it is the only request that the extension makes. Throws with a reason fit to show. */
async function fetchPicture(address: string, signal: AbortSignal): Promise<Uint8Array<ArrayBuffer>> {
  let response: globalThis.Response
  try {
    response = await fetch(address, { signal, cache: 'force-cache', credentials: 'include' })
  } catch (error) {
    signal.throwIfAborted()
    throw new Error(`could not be loaded: ${(error as Error).message}`)
  }
  if (!response.ok) throw new Error(`could not be loaded: the site answered ${response.status}`)
  if (Number(response.headers.get('content-length')) > MOST_BYTES) throw new Error('is too large to check')
  const bytes = new Uint8Array(await response.arrayBuffer())
  if (bytes.length > MOST_BYTES) throw new Error('is too large to check')
  return bytes
}

export interface Job {
  id: string
  /** Picture to fetch; absent when a text is judged alone. */
  address?: string
  /** Given instead of reading the picture. */
  text?: string
  /** Whether to say how sexual the picture is. */
  sexual: boolean
}

/** Judges one job; every failure becomes "unknown" with its reason. `onIdle` runs after the models were unloaded. */
export async function judge({ id, address, text, sexual }: Job, onIdle: () => void): Promise<CheckResult> {
  const controller = new AbortController()
  running.set(id, controller)
  const { signal } = controller
  try {
    restartIdle(onIdle)
    chosen ??= choose().catch((error) => {
      chosen = undefined // a later job tries again
      throw error
    })
    const current = await chosen
    const { threshold, model } = current
    const keep = text === undefined && address !== undefined
    const known = keep ? await recall(address, model, sexual) : undefined
    if (known) return toResult(known, threshold, null)
    const bytes = address === undefined ? undefined : await fetchPicture(address, signal)
    const start = performance.now()
    const pixels = bytes && (await platform.decode(bytes))
    const decode = performance.now() - start
    const hash = keep && pixels ? await imageHash(pixels) : undefined
    // a data address is the picture itself: its pixels name it well enough
    const names =
      hash === undefined ? [] : address === undefined || address.startsWith('data:') ? [hash] : [address, hash]
    const same = hash === undefined ? undefined : await recall(hash, model, sexual)
    if (same) {
      await remember(names, same)
      return toResult(same, threshold, null)
    }
    loaded ??= load(current).catch((error) => {
      loaded = undefined
      throw error
    })
    const { pipeline, device } = await loaded
    const verdict = await pipeline.judge({ image: pixels, text, sexual, signal })
    verdict.ms.decode = decode
    await remember(names, verdict)
    return toResult(verdict, threshold, device)
  } catch (error) {
    return { state: 'unknown', reason: signal.aborted ? 'was cancelled' : (error as Error).message }
  } finally {
    running.delete(id)
    closeRetired()
    restartIdle(onIdle)
  }
}

/** What the reader read in another language is no verdict, kept or new. */
function toResult(verdict: Verdict, threshold: number, device: Device | null): CheckResult {
  const reason = notJudged(verdict)
  return reason ? { state: 'unknown', reason, sexual: verdict.sexual } : { state: 'judged', verdict, threshold, device }
}

export function cancel(id: string): void {
  running.get(id)?.abort()
}
