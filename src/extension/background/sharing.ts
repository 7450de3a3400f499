import type { Asked } from '../../core/topic-model.ts'
import { type CheckResult, unknown } from '../check-result.ts'
import type { Running } from './running.ts'

/** Lets checks of the same picture for the same page be done once: a feed shows many pictures again and again. */
export interface Sharing {
  /** The result of the check under way that is like this one and rated for the same, or else of `work`. */
  share(one: Running, asked: Asked, work: () => Promise<CheckResult>): Promise<CheckResult>
  /** What is under way is followed no longer. */
  renew(): void
}

export function createSharing(): Sharing {
  const leading = new Map<string, { one: Running; result: Promise<CheckResult> }>()
  return {
    renew: () => leading.clear(),
    async share(one, asked, work) {
      const key = keyOf(one, asked)
      if (key === undefined) return work()
      for (let leader = leading.get(key); leader; leader = leading.get(key)) {
        const result = await follow(leader.one, leader.result, one)
        // nobody waits for the leader any more, but for this one
        if (result.state === 'judged' || result.kind !== 'cancelled' || one.signal.aborted) return result
      }
      const led = { one, result: work().catch((error) => unknown(error, one.signal)) }
      leading.set(key, led)
      try {
        return await led.result
      } finally {
        if (leading.get(key) === led) leading.delete(key)
      }
    },
  }
}

/** What hurries one of them hurries the other, what the other one's first look saw both hear. */
async function follow(leader: Running, result: Promise<CheckResult>, { urgency, glimpse, signal }: Running) {
  const hurry = () => leader.urgency.raise()
  const stop = urgency.onRaise(hurry)
  void leader.glimpse.seen.then(glimpse.tell)
  if (urgency.isUrgent) hurry()
  let left = () => {}
  const leaving = new Promise<CheckResult>((resolve) => {
    left = () => resolve(unknown(signal.reason, signal))
    signal.addEventListener('abort', left, { once: true })
  })
  try {
    return await Promise.race([result, leaving])
  } finally {
    stop()
    signal.removeEventListener('abort', left)
  }
}

/** Undefined for what is judged for itself: a text, reasons, topics that are tried, and what is loaded anew. */
function keyOf({ check, asker }: Running, asked: Asked): string | undefined {
  const { address, text, background, anew, explain, topics } = check
  if (address === undefined || text !== undefined || anew || explain || topics) return undefined
  return JSON.stringify([address, background, asker, asked])
}
