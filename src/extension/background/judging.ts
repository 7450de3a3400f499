import PQueue from 'p-queue'
import { Urgency } from '../urgency.ts'

/** What waits to be judged: nothing is begun ahead while something urgent waits or is under way. */
export interface Judging {
  /** `work` is told once it has an urgent one's place. A place is free again as soon as `signal` is aborted. */
  add<T>(urgency: Urgency, work: (urgency: Urgency) => Promise<T>, signal: AbortSignal): Promise<T>
}

export function createJudging(places: number): Judging {
  const urgentOnes = new PQueue({ concurrency: places })
  const others = new PQueue({ concurrency: places })
  urgentOnes.on('add', () => others.pause())
  urgentOnes.on('idle', () => others.start())
  return {
    add<T>(urgency: Urgency, work: (urgency: Urgency) => Promise<T>, signal: AbortSignal) {
      const own = new Urgency(false)
      let begun: Promise<T> | undefined
      // by whichever turn comes first; one that is under way as its urgent turn comes goes on in that place
      const turn = () => {
        begun ??= work(own)
        return begun
      }
      const urgentTurn = () => {
        own.raise()
        return turn()
      }
      if (urgency.isUrgent) return urgentOnes.add(urgentTurn, { signal })
      return new Promise<T>((resolve, reject) => {
        const stop = urgency.onRaise(() => void urgentOnes.add(urgentTurn, { signal }).then(resolve, reject))
        others.add(turn, { signal }).then(resolve, reject).finally(stop)
      })
    },
  }
}
