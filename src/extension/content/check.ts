import { type CheckResult, NotChecked, tooLarge, type Unknown, type UnknownKind, unknown } from '../check-result.ts'
import { MOST_BYTES } from '../picture-request.ts'
import { send } from '../protocol.ts'
import { within } from '../within.ts'
import { groundOf } from './ground.ts'
import { dataAddress, ownPixels } from './own-pixels.ts'

/** The background may die with a question in flight (Chrome stops idle workers at will): it is asked again. */
const TRIES = 5
const PAUSE_MS = 400
/** Longer than the background takes for any answer: by then it was lost. */
const CHECK_LIMIT_MS = 6 * 60_000

/** What the page's own pixels can mend: they are there although a second request fails, or gets something else. */
const MENDABLE: UnknownKind[] = ['not-loaded', 'missing', 'changes']

const UNREADABLE_CANVAS = new NotChecked('not-loaded', 'is on a canvas whose pixels the browser keeps from scripts')

/** True once an update or removal of the extension has cut this content script off. */
export function orphaned(): boolean {
  return !globalThis.chrome?.runtime?.id
}

/**
 * Asks the background for a verdict on the picture that `element` shows from `address`; where its bytes can't be had
 * there, on the element's own pixels. Ends within six minutes. Aborting tells the background that nobody waits.
 */
export function check(element: Element, address: string, urgent: boolean, signal: AbortSignal): Promise<CheckResult> {
  const late = new AbortController()
  const checked = checkEitherWay(element, address, urgent, AbortSignal.any([signal, late.signal]))
  return within(CHECK_LIMIT_MS, checked, () => {
    late.abort()
    return unknown(new NotChecked('too-late', 'was asked about, and no answer came'))
  })
}

async function checkEitherWay(
  element: Element,
  address: string,
  urgent: boolean,
  signal: AbortSignal,
): Promise<CheckResult> {
  try {
    if (address.startsWith('canvas:')) return await checkOwnPixels(element, urgent, signal, unknown(UNREADABLE_CANVAS))
    const first = await checkAddress({ address, urgent, background: groundOf(element) }, signal)
    if (first.state === 'judged' || !MENDABLE.includes(first.kind)) return first
    return await checkOwnPixels(element, urgent, signal, first)
  } catch (error) {
    return unknown(error, signal)
  }
}

/** The pixels that the element shows; `otherwise` is told where the browser keeps them from scripts. */
async function checkOwnPixels(
  element: Element,
  urgent: boolean,
  signal: AbortSignal,
  otherwise: Unknown,
): Promise<CheckResult> {
  const drawn = await ownPixels(element)
  signal.throwIfAborted()
  if (drawn === null) return { ...otherwise, reason: `${otherwise.reason}; reveal it if you trust this page` }
  return ask({ address: drawn, urgent, background: groundOf(element) }, signal)
}

interface Question {
  address: string
  urgent: boolean
  /** What the picture stands on, for what it leaves transparent (#rrggbb). */
  background?: string
}

/** A `blob:` address exists in this page alone, and no longer where the page revoked it: its bytes are sent. */
async function checkAddress(question: Question, signal: AbortSignal): Promise<CheckResult> {
  if (!question.address.startsWith('blob:')) return ask(question, signal)
  const blob = await fetch(question.address)
    .then((response) => response.blob())
    .catch(() => null)
  if (blob === null) return unknown(new NotChecked('not-loaded', 'could not be loaded: its page gave it up'))
  if (blob.size > MOST_BYTES) return unknown(tooLarge(MOST_BYTES))
  return ask({ ...question, address: await dataAddress(blob) }, signal)
}

async function ask(question: Question, signal: AbortSignal): Promise<CheckResult> {
  const id = crypto.getRandomValues(new Uint32Array(3)).join('-')
  const cancel = () => void send('content-to-background: cancel-check', { id }).catch(() => {})
  signal.addEventListener('abort', cancel, { once: true })
  try {
    return await askUntilAnswered({ id, ...question }, signal)
  } finally {
    signal.removeEventListener('abort', cancel)
  }
}

async function askUntilAnswered(question: Question & { id: string }, signal: AbortSignal): Promise<CheckResult> {
  let failure: unknown = new Error('was asked about by a script that an update has cut off')
  for (let attempt = 0; attempt < TRIES && !signal.aborted && !orphaned(); attempt++) {
    try {
      const result = await send('content-to-background: check-picture', question)
      if (result) return result
      failure = new Error('could not be checked: the extension gave no answer')
    } catch (error) {
      failure = error
    }
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS * (attempt + 1)))
  }
  return unknown(failure, signal)
}
