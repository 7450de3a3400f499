import { type CheckResult, unknown } from '../check-result.ts'
import { send } from '../protocol.ts'

/** The background may die with a question in flight (Chrome stops idle workers at will): it is asked again. */
const TRIES = 5
const PAUSE_MS = 400

/** True once an update or removal of the extension has cut this content script off. */
export function orphaned(): boolean {
  return !globalThis.chrome?.runtime?.id
}

/** A `blob:` address exists in this page alone, so its bytes travel as a data address. */
async function shareable(address: string): Promise<string> {
  if (!address.startsWith('blob:')) return address
  const blob = await (await fetch(address)).blob()
  return new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.onload = () => resolve(reader.result as string)
    reader.onerror = () => reject(reader.error)
    reader.readAsDataURL(blob)
  })
}

/** Asks the background for a verdict; aborting tells it that nobody waits any more. */
export async function check(address: string, urgent: boolean, signal: AbortSignal): Promise<CheckResult> {
  const id = crypto.getRandomValues(new Uint32Array(3)).join('-')
  signal.addEventListener('abort', () => send('content-to-background: cancel-check', { id }).catch(() => {}), {
    once: true,
  })
  let failure: unknown
  for (let attempt = 0; attempt < TRIES && !signal.aborted && !orphaned(); attempt++) {
    try {
      const result = await send('content-to-background: check-picture', {
        id,
        address: await shareable(address),
        urgent,
      })
      if (result) return result
      failure = new Error('the extension gave no answer')
    } catch (error) {
      failure = error
    }
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS * (attempt + 1)))
  }
  return unknown(failure, signal)
}
