import { notJudged, type Verdict } from '../core/decide.ts'
import type { Ratings } from '../core/model/ratings.ts'
import type { Message, Say } from '../core/say.ts'
import { UserError } from '../core/user-error.ts'

/** Why a picture has no verdict; told apart by these, never by the reason's words. */
export type UnknownKind =
  /** The extension may not ask the picture's host; `host` names it. */
  | 'no-access'
  /** An address in a private network, on a page that is outside of it. */
  | 'private-address'
  /** The bytes did not come. */
  | 'not-loaded'
  /** The server says that there is no such picture. */
  | 'missing'
  /** A second download may be another picture than the page shows. */
  | 'changes'
  /** Too many bytes or pixels. */
  | 'too-large'
  /** The bytes are no picture that the browser decodes. */
  | 'unreadable'
  /** Words in a language that isn't judged. */
  | 'language'
  /** Letters that the reader can't read. */
  | 'lettering'
  /** Judging, or waiting for it, took too long. */
  | 'too-late'
  /** Nobody waits for it any more. */
  | 'cancelled'
  /** The extension itself went wrong. */
  | 'failed'

/** A picture without a verdict. */
export interface Unknown {
  state: 'unknown'
  kind: UnknownKind
  /** Fit to say after a colon; says what to do where something can be done. */
  reason: Message
  /** Its page has it, but keeps it from scripts. */
  kept?: true
  /** The host that the extension may not ask. */
  host?: string
  /** The text's language (ISO 639-1), where it is that. */
  language?: string
  ratings?: Ratings
}

/**
 * What became of one picture; `devices` is null for a verdict that was kept from before. Unknown is never silently
 * fine: the reason is told.
 */
export type CheckResult = { state: 'judged'; verdict: Verdict; devices: Devices | null } | Unknown

export type Device = 'webgpu' | 'wasm'
export const DEVICE_NAMES: Record<Device, string> = { webgpu: 'WebGPU', wasm: 'WASM' }

/** Where each part ran that may run on either; tesseract and the ratings are always on WASM. */
export interface Devices {
  towers: Device
  /** Null where nothing was read. */
  reader: Device | null
}

/** What was read in another language, or could not be read, is no verdict, kept or new. */
export function toResult(verdict: Verdict, devices: Devices | null): CheckResult {
  const unjudged = notJudged(verdict)
  if (unjudged) return { state: 'unknown', ...unjudged, ratings: verdict.ratings }
  return { state: 'judged', verdict, devices }
}

/** Why a picture can't be judged, thrown by whoever finds out. */
export class NotChecked extends Error {
  override name = 'NotChecked'
  constructor(
    readonly kind: UnknownKind,
    readonly reason: Message,
    readonly host?: string,
  ) {
    super(reason[0])
  }
}

/** The picture that is shown and the one that a request gets may be two. */
export function changing(): NotChecked {
  return new NotChecked('changes', ['reasonChanges'])
}

export function tooLarge(mostBytes: number): NotChecked {
  return new NotChecked('too-large', ['reasonTooLarge', { size: { bytes: mostBytes } }])
}

/** A check that failed, or for which nobody waited to the end. */
export function unknown(error: unknown, signal?: AbortSignal): Unknown {
  if (signal?.aborted) return { state: 'unknown', kind: 'cancelled', reason: ['reasonCancelled'] }
  if (error instanceof NotChecked) {
    const { kind, reason, host } = error
    return { state: 'unknown', kind, reason, ...(host !== undefined && { host }) }
  }
  return { state: 'unknown', ...faultOf(error as Error) }
}

/** What stopped a check, where it wasn't the picture's way here. */
function faultOf(error: Error): Pick<Unknown, 'kind' | 'reason'> {
  const kind = error instanceof UserError ? error.kind : null
  if (kind === 'large-picture') return { kind: 'too-large', reason: ['reasonTooManyPixels'] }
  if (kind === 'picture') return { kind: 'unreadable', reason: ['reasonUnreadable'] }
  return { kind: 'failed', reason: ['reasonFailed', { detail: error.message }] }
}

/** That a picture has no verdict, and why. */
export function notChecked(say: Say, unknown: Unknown): string {
  return say('told', { what: { said: say('notChecked') }, why: { said: reasonOf(say, unknown) } })
}

/** Why a picture has no verdict, fit to show after a colon. */
export function reasonOf(say: Say, { reason, kept }: Unknown): string {
  const said = say.message(reason)
  return kept ? say('reasonOrReveal', { reason: { said } }) : said
}
