import { groupBy } from '../training/data/group-by.ts'
import type { Later } from './judging/batch.ts'

/** How often what may go well later is tried. */
const TRIES = 4

interface Counted {
  again: Later[]
  /** What was tried often enough. */
  over: Later[]
  /** How long to wait before the others are tried again. */
  waitMs: number
}

/**
 * Counts tries by picture. That a host was to be left alone is no try of those that waited for it; but where it gave
 * nothing in so many rounds that it was asked in, they wait no longer: there may be as many rounds as pictures.
 */
export function createTries(backOffMs: number): { count(later: Later[]): Counted } {
  const failed = new Map<number, number>()
  const failures = ({ item }: Later) => failed.get(item.place) ?? 0
  const inVain = new Map<string, number>()
  let left = new Map<string, Later[]>()

  function countHost(host: string, later: Later[]): void {
    const gave = later.length < (left.get(host)?.length ?? Number.POSITIVE_INFINITY)
    const asked = later.some(({ turn }) => turn === null)
    inVain.set(host, gave ? 0 : (inVain.get(host) ?? 0) + Number(asked))
  }

  return {
    count(later) {
      for (const one of later) if (one.turn === null) failed.set(one.item.place, failures(one) + 1)
      for (const [host, some] of groupBy(later, hostOf)) countHost(host, some)
      const isOver = (one: Later) => failures(one) >= TRIES || (inVain.get(hostOf(one)) ?? 0) >= TRIES
      const again = later.filter((one) => !isOver(one))
      left = groupBy(again, hostOf)
      const soonest = again.reduce((least, { turn }) => Math.min(least, turn ?? 0), Number.POSITIVE_INFINITY)
      const most = again.reduce((n, one) => Math.max(n, failures(one)), 1)
      return { again, over: later.filter(isOver), waitMs: Math.max(backOffMs * 2 ** (most - 1), soonest) }
    },
  }
}

/** Empty for files. */
function hostOf({ item: { location } }: Later): string {
  return location !== undefined && URL.canParse(location) ? new URL(location).host : ''
}
