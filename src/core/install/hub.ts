import * as v from 'valibot'
import { DownloadError } from './download-error.ts'
import type { ListedFile } from './file-check.ts'

/** The hub that models come from where nothing else is said. */
export const HUB = 'https://huggingface.co'

/** A model by its owner and name. */
const NAME = /^[\w-][\w.-]*\/[\w-][\w.-]*$/

/** Whether a model's name is one that a hub can have; any other may be a path. */
export const isHubName = (name: string): boolean => NAME.test(name)

const Revision = v.object({
  sha: v.pipe(v.string(), v.regex(/^[0-9a-f]{40}$/)),
  tags: v.optional(v.array(v.string()), []),
})
const Hash = v.pipe(v.string(), v.regex(/^[0-9a-f]{40,64}$/))
const Entry = v.object({
  type: v.string(),
  path: v.string(),
  size: v.optional(v.number(), 0),
  oid: Hash,
  lfs: v.optional(v.object({ oid: Hash, size: v.number() })),
})

/** A hub of models, by HTTP; every call throws DownloadError. */
export interface Hub {
  address: string
  /** The commit that "main" is now, and the licence where it is told. */
  revision(name: string, signal: AbortSignal): Promise<{ commit: string; license: string }>
  /** All files of a commit. */
  list(name: string, commit: string, signal: AbortSignal): Promise<ListedFile[]>
  /** A file's bytes from the `from`th on; without `ranged` all are asked for, and those before passed over. */
  bytes(file: Part & { name: string; commit: string; path: string }, signal: AbortSignal): AsyncIterable<Uint8Array>
}

/** What of a file is wanted. */
interface Part {
  from: number
  ranged: boolean
}

/** Whether that is an address by which a hub can be asked. */
export function isHubAddress(address: string): boolean {
  return URL.canParse(address) && /^https?:$/.test(new URL(address).protocol)
}

export interface HubOptions {
  address?: string
  /** After so many milliseconds without a byte a request is given up. */
  stallMs?: number
}

const STALL_MS = 30_000
const DAY_MS = 86_400_000
const WHOLE: Part = { from: 0, ranged: false }
/** A list of a thousand files has a few hundred kilobytes. */
const MOST_JSON = 10_000_000

/** Throws DownloadError where the address is none. */
export function createHub({ address = HUB, stallMs = STALL_MS }: HubOptions = {}): Hub {
  if (!isHubAddress(address)) throw new DownloadError(`"${address}" is no hub's address: one such as ${HUB} is wanted`)
  const base = address.replace(/\/+$/, '')
  async function json<S extends v.GenericSchema>(path: string, schema: S, signal: AbortSignal) {
    const pieces: Uint8Array[] = []
    let length = 0
    for await (const piece of stream(`${base}${path}`, WHOLE, stallMs, signal)) {
      pieces.push(piece)
      length += piece.length
      if (length > MOST_JSON) throw new DownloadError(`${base}${path} is no hub's answer: it has no end`)
    }
    const parsed = v.safeParse(schema, parseJson(await new Blob(pieces as BlobPart[]).text()))
    if (parsed.success) return parsed.output as v.InferOutput<S>
    const where = v.getDotPath(parsed.issues[0]) ?? ''
    throw new DownloadError(`${base}${path} is no hub's answer: field "${where}": ${parsed.issues[0].message}`)
  }
  return {
    address: base,
    async revision(name, signal) {
      const { sha, tags } = await json(`/api/models/${name}/revision/main`, Revision, signal)
      const license = tags.find((tag) => tag.startsWith('license:'))?.slice('license:'.length)
      return { commit: sha, license: license ?? 'as its source says' }
    },
    async list(name, commit, signal) {
      const entries = await json(`/api/models/${name}/tree/${commit}?recursive=true`, v.array(Entry), signal)
      return entries
        .filter(({ type }) => type === 'file')
        .map(({ path, size, oid, lfs }) =>
          lfs ? { path, bytes: lfs.size, hash: { sha256: lfs.oid } } : { path, bytes: size, hash: { git: oid } },
        )
    },
    bytes: ({ name, commit, path, ...part }, signal) =>
      stream(`${base}/${name}/resolve/${commit}/${path}`, part, stallMs, signal),
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text.slice(0, 100)
  }
}

/** A body's bytes from the `from`th on; where ranges are ignored, what comes before is passed over. */
async function* stream(
  address: string,
  { from, ranged }: Part,
  stallMs: number,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const stalled = new AbortController()
  const host = new URL(address).host
  const stall = new DownloadError(`${host} sent nothing for ${Math.ceil(stallMs / 1000)} seconds`, { again: true })
  let timer = setTimeout(() => stalled.abort(stall), stallMs)
  try {
    const response = await fetch(address, {
      // no referrer, no cookies: the hub learns which model is asked for, and nothing of who asks
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      signal: AbortSignal.any([signal, stalled.signal]),
      headers: ranged && from > 0 ? { Range: `bytes=${from}-` } : {},
    })
    if (!response.ok || !response.body) throw refusal(response, address)
    let skip = response.status === 206 ? 0 : from
    const reader = response.body.getReader()
    for (;;) {
      clearTimeout(timer)
      timer = setTimeout(() => stalled.abort(stall), stallMs)
      const { done, value } = await reader.read()
      if (done) return
      const passed = Math.min(skip, value.length)
      skip -= passed
      if (value.length > passed) yield value.subarray(passed)
    }
  } catch (error) {
    signal.throwIfAborted()
    if (stalled.signal.aborted) throw stall
    if (error instanceof DownloadError) throw error
    throw new DownloadError(`the connection to ${host} was cut or can't be made (${reason(error as Error)})`, {
      again: true,
    })
  } finally {
    clearTimeout(timer)
    stalled.abort()
  }
}

/** Node hides it behind "fetch failed". */
const reason = ({ message, cause }: Error) => (cause instanceof Error && cause.message) || message

function refusal({ status, headers }: Response, address: string): DownloadError {
  const what = `${address} (${status})`
  if (status === 401 || status === 403) {
    return new DownloadError(`the hub gives this to nobody without an account, or has no such model: ${what}`, {
      closed: true,
    })
  }
  if (status === 404) return new DownloadError(`the hub has no such model or file: ${what}`, { gone: true })
  if (status === 416) return new DownloadError(`the hub's file is shorter than it says: ${what}`)
  const asked = headers.get('retry-after')
  if (status === 503 && asked !== null)
    return new DownloadError(`the hub failed: ${what}`, { again: true, waitMs: retryAfter(asked) })
  if (status === 429) {
    const waitMs = retryAfter(asked)
    return new DownloadError(`the hub has too many requests now: ask again in ${Math.ceil(waitMs / 1000)} s`, {
      again: true,
      waitMs,
    })
  }
  return new DownloadError(`the hub failed: ${what}`, { again: status >= 500 })
}

/**
 * The milliseconds of a Retry-After, which is seconds or a date (RFC 9110, 10.2.3): none below 0, no more than a day,
 * and a minute where nothing is said or nothing that can be meant.
 */
export function retryAfter(value: string | null, now = Date.now()): number {
  const said = value?.trim() ?? ''
  const ms = /^\d+$/.test(said) ? Number(said) * 1000 : /^[a-z]{3}/i.test(said) ? Date.parse(said) - now : Number.NaN
  return Number.isNaN(ms) ? 60_000 : Math.min(DAY_MS, Math.max(0, ms))
}
