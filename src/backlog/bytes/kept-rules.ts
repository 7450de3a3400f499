import robotsParser from 'robots-parser'

export type Rules = ReturnType<typeof robotsParser>

export interface KeptRules {
  /** Undefined where they are unknown, or known for an hour. */
  of(origin: string): Rules | undefined
  /** By the text of the origin's robots.txt. */
  keep(origin: string, text: string): Rules
}

/** RFC 9309 lets them be kept for a day; whoever wants to be left alone shouldn't have to wait for that. */
const KEPT_MS = 60 * 60 * 1000
/** Characters of all that are kept, with so many more of each for what is made of a short one. */
const MOST_KEPT = 16_000_000
const EACH = 1000

/** Rules of sites, bounded in memory: those that came first go first. */
export function createKeptRules(): KeptRules {
  const kept = new Map<string, { rules: Rules; until: number; size: number }>()
  let size = 0

  function forget(origin: string): void {
    size -= kept.get(origin)?.size ?? 0
    kept.delete(origin)
  }

  return {
    of(origin) {
      const one = kept.get(origin)
      return one && one.until > performance.now() ? one.rules : undefined
    },
    keep(origin, text) {
      forget(origin)
      const one = { rules: robotsParser(`${origin}/robots.txt`, text), size: text.length + EACH }
      kept.set(origin, { ...one, until: performance.now() + KEPT_MS })
      size += one.size
      for (const oldest of kept.keys()) {
        if (size <= MOST_KEPT) break
        forget(oldest)
      }
      return one.rules
    },
  }
}
