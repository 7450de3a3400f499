import { type CheckResult, NotChecked, tooLarge, type Unknown, type UnknownKind, unknown } from '../check-result.ts'
import type { Glimpse } from '../glimpse.ts'
import { MOST_BYTES } from '../picture-request.ts'
import type { Urgency } from '../urgency.ts'
import { within } from '../within.ts'
import { groundOf } from './ground.ts'
import type { Line } from './line.ts'
import { dataAddress, ownPixels } from './own-pixels.ts'

/** Longer than the background takes for any answer: by then it was lost. */
const CHECK_LIMIT_MS = 6 * 60_000

/** What the page's own pixels can mend: they are there although a second request fails, or gets something else. */
const MENDABLE: UnknownKind[] = ['not-loaded', 'missing', 'changes']

const UNREADABLE_CANVAS = new NotChecked('not-loaded', ['reasonCanvas'])

/** One picture that an element shows. */
interface Asked {
  element: Element
  address: string
  /** Whether it is what the element shows by itself, and not by its style. */
  direct: boolean
  urgency: Urgency
  /** The page loaded it again under the same address. */
  anew: boolean
  /** Why, too. */
  explain?: boolean
  /** A phrase that is tried on it. */
  topic?: string
  /** Where what a first look sees is told, before the verdict. */
  glimpse?: Glimpse
}

export type Check = (asked: Asked, signal: AbortSignal) => Promise<CheckResult>

/**
 * Asks the background for a verdict on the picture that an element shows from an address; where its bytes can't be had
 * there, on the element's own pixels. Ends within six minutes. Aborting tells the background that nobody waits.
 */
export function createCheck(line: Pick<Line, 'ask'>): Check {
  return (asked, signal) => {
    const late = new AbortController()
    const checked = checkEitherWay(line, asked, AbortSignal.any([signal, late.signal]))
    return within(CHECK_LIMIT_MS, checked, () => {
      late.abort()
      return unknown(new NotChecked('too-late', ['reasonNoAnswer']))
    })
  }
}

async function checkEitherWay(line: Pick<Line, 'ask'>, asked: Asked, signal: AbortSignal): Promise<CheckResult> {
  const { element, address, direct, urgency, anew, explain, topic, glimpse } = asked
  const question = {
    anew,
    explain,
    ...(topic !== undefined && { topic }),
    ...(glimpse && { glimpse: true }),
    background: groundOf(element),
  }
  const ask = (address: string) => line.ask({ address, ...question }, urgency, signal, glimpse)
  try {
    if (address.startsWith('canvas:')) return await checkOwnPixels(element, unknown(UNREADABLE_CANVAS), ask)
    const first = await checkAddress(address, ask)
    if (first.state === 'judged' || !direct || !MENDABLE.includes(first.kind)) return first
    return await checkOwnPixels(element, first, ask)
  } catch (error) {
    return unknown(error, signal)
  }
}

type Ask = (address: string) => Promise<CheckResult>

/** The pixels that the element shows; `otherwise` is told where the browser keeps them from scripts. */
async function checkOwnPixels(element: Element, otherwise: Unknown, ask: Ask): Promise<CheckResult> {
  const drawn = await ownPixels(element)
  return drawn === null ? { ...otherwise, kept: true } : ask(drawn)
}

/** A `blob:` address exists in this page alone, and no longer where the page revoked it: its bytes are sent. */
async function checkAddress(address: string, ask: Ask): Promise<CheckResult> {
  if (!address.startsWith('blob:')) return ask(address)
  const blob = await fetch(address)
    .then((response) => response.blob())
    .catch(() => null)
  if (blob === null) return unknown(new NotChecked('not-loaded', ['reasonGivenUp']))
  if (blob.size > MOST_BYTES) return unknown(tooLarge(MOST_BYTES))
  return ask(await dataAddress(blob))
}
