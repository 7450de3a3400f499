import type { Message } from '../../core/say.ts'
import { changing, NotChecked, tooLarge } from '../check-result.ts'
import { freshMs, type Headers, mayChange } from '../http-freshness.ts'
import { MOST_BYTES, requestPicture, type Wanted } from '../picture-request.ts'

export interface Limits {
  /** Pictures larger than this aren't fetched to the end. */
  mostBytes: number
  /** One of which nothing came for so long is given up. */
  idleMs: number
  /** One that isn't there after so long is given up. */
  wholeMs: number
}

const LIMITS: Limits = { mostBytes: MOST_BYTES, idleMs: 10_000, wholeMs: 30_000 }

type Fetched =
  | { state: 'redirect' }
  | {
      state: 'picture'
      bytes: Uint8Array<ArrayBuffer>
      /** Milliseconds for which its address stands for it. */
      freshMs: number
    }

/** Fetches a picture, or tells that it was moved. Throws NotChecked, or the signal's reason. */
export type FetchPicture = (wanted: Wanted, signal: AbortSignal) => Promise<Fetched>

export function createFetch(limits: Limits = LIMITS): FetchPicture {
  return async (wanted, signal) => {
    const patience = createPatience(limits)
    try {
      const response = await requestPicture(wanted, AbortSignal.any([signal, patience.signal]))
      patience.renew()
      if (response.type === 'opaqueredirect') return { state: 'redirect' }
      const headers = Object.fromEntries(response.headers)
      await refuse(response, headers, limits)
      return { state: 'picture', bytes: await readAll(response, patience, limits), freshMs: freshMs(headers) }
    } catch (error) {
      signal.throwIfAborted()
      if (error instanceof NotChecked) throw error
      if (patience.signal.aborted) throw patience.signal.reason
      throw new NotChecked('not-loaded', ['reasonNetwork', { detail: (error as Error).message }])
    } finally {
      patience.end()
    }
  }
}

/** Throws NotChecked, and leaves the body, where the head says enough. */
async function refuse(response: Response, headers: Headers, { mostBytes }: Limits): Promise<void> {
  let problem: NotChecked | undefined
  const missing = response.status === 404 || response.status === 410
  if (!response.ok) {
    problem = new NotChecked(missing ? 'missing' : 'not-loaded', ['reasonAnswered', { status: response.status }])
  } else if (mayChange(headers)) problem = changing()
  else if (Number(headers['content-length']) > mostBytes) problem = tooLarge(mostBytes)
  if (!problem) return
  await response.body?.cancel()
  throw problem
}

/** The body, which may say no length and may not end. */
async function readAll(response: Response, patience: Patience, { mostBytes }: Limits) {
  const chunks: Uint8Array[] = []
  let length = 0
  const reader = response.body?.getReader()
  for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
    patience.renew()
    chunks.push(part.value)
    length += part.value.length
    if (length <= mostBytes) continue
    await reader?.cancel()
    throw tooLarge(mostBytes)
  }
  const bytes = new Uint8Array(length)
  let at = 0
  for (const chunk of chunks) {
    bytes.set(chunk, at)
    at += chunk.length
  }
  return bytes
}

interface Patience {
  /** Aborted with a NotChecked when it ends. */
  signal: AbortSignal
  /** Something came. */
  renew(): void
  end(): void
}

function createPatience({ idleMs, wholeMs }: Limits): Patience {
  const controller = new AbortController()
  const giveUp = (why: Message) => controller.abort(new NotChecked('not-loaded', why))
  const after = (ms: number, why: Message) => setTimeout(() => giveUp(why), ms)
  const startIdle = () => after(idleMs, ['reasonSilent', { seconds: idleMs / 1000 }])
  const whole = after(wholeMs, ['reasonSlow', { seconds: wholeMs / 1000 }])
  let idle = startIdle()
  return {
    signal: controller.signal,
    renew() {
      clearTimeout(idle)
      idle = startIdle()
    },
    end() {
      clearTimeout(idle)
      clearTimeout(whole)
    },
  }
}
