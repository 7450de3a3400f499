import { imageHash } from '../core/image-hash.ts'
import type { Pipeline } from '../core/pipeline.ts'
import { createPipeline } from '../core/pipeline.ts'
import { platform } from '../runtime/browser/platform.ts'
import { chooseTowers } from './device.ts'
import type { CheckResult, Device } from './protocol.ts'
import { recall, remember } from './verdict-cache.ts'

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

let loaded: Promise<Loaded> | undefined
let idleTimer: ReturnType<typeof setTimeout> | undefined

async function load(): Promise<Loaded> {
  const { towers, device } = await chooseTowers(platform)
  return { pipeline: await createPipeline(platform, { towers }), device }
}

/** Starts the idle time anew; while a job runs there is none. */
function restartIdle(onIdle: () => void): void {
  clearTimeout(idleTimer)
  if (running.size > 0) return
  idleTimer = setTimeout(async () => {
    const old = loaded
    loaded = undefined
    await (await old)?.pipeline.close()
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
}

/** Judges one job; every failure becomes "unknown" with its reason. `onIdle` runs after the models were unloaded. */
export async function judge({ id, address, text }: Job, onIdle: () => void): Promise<CheckResult> {
  const controller = new AbortController()
  running.set(id, controller)
  const { signal } = controller
  try {
    restartIdle(onIdle)
    loaded ??= load().catch((error) => {
      loaded = undefined // a later job tries again
      throw error
    })
    const { pipeline, device } = await loaded
    const { threshold, model } = pipeline.head
    const done = (verdict: Awaited<ReturnType<Pipeline['judge']>>, cached: boolean): CheckResult => ({ state: 'judged', verdict, threshold, device, cached })
    if (!address) return done(await pipeline.judge({ text, signal }), false)
    const keep = text === undefined
    const known = keep ? await recall(address, model) : undefined
    if (known) return done(known, true)
    const bytes = await fetchPicture(address, signal)
    const start = performance.now()
    const pixels = await platform.decode(bytes)
    const decode = performance.now() - start
    const hash = await imageHash(pixels)
    const same = keep ? await recall(hash, model) : undefined
    if (same) {
      await remember([address], same)
      return done(same, true)
    }
    const verdict = await pipeline.judge({ image: pixels, text, signal })
    verdict.ms.decode = decode
    if (keep) await remember(address.startsWith('data:') ? [hash] : [address, hash], verdict)
    return done(verdict, false)
  } catch (error) {
    return { state: 'unknown', reason: signal.aborted ? 'was cancelled' : (error as Error).message }
  } finally {
    running.delete(id)
    restartIdle(onIdle)
  }
}

export function cancel(id: string): void {
  running.get(id)?.abort()
}
