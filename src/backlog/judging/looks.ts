import type { Judge } from '../../core/corrections/corrected-head.ts'
import type { Verdict } from '../../core/decide.ts'
import { isNearCopy } from '../../core/picture/near-copy.ts'
import type { Pool } from '../../runtime/node/pool.ts'
import { partsOf, scoreOf } from '../look.ts'
import type { KeptLook, Store } from '../store/store.ts'
import type { Identity } from './identity.ts'
import type { Input, LookAnswer, LookJob } from './look-worker.ts'

/** How a look was come by: judged now; known, or a near copy's; or known, and scored by another head now. */
type Way = 'judged' | 'known' | 'copy' | 'rejudged'

/** What became of a picture: a look; a reason why there is none; or that it was done before. */
export type Done = Way | 'failed' | 'entered'

export interface Found {
  /** The look's number in the store. */
  look: number
  way: Way
}

interface Options {
  store: Store
  pool: Pool<LookJob, LookAnswer>
  judge: Judge
  /** Whether near copies count as what they are copies of. */
  copies: boolean
  /** Told of each that was judged. */
  onJudged(verdict: Verdict): void
}

interface Known {
  find(identity: Identity): Promise<Found | undefined>
}

/** What the store can tell of an input, by this head too. */
function createKnown({ store, judge, copies }: Pick<Options, 'store' | 'judge' | 'copies'>): Known {
  /** Undefined where only the picture itself can tell. */
  async function score({ id, look, score }: KeptLook): Promise<Found | undefined> {
    if (score) return { look: id, way: 'known' }
    const rejudged = scoreOf(look, judge)
    if (!rejudged) return undefined
    await store.score(id, rejudged)
    return { look: id, way: 'rejudged' }
  }

  async function copyOf({ appearance, given }: Identity): Promise<Found | undefined> {
    if (!appearance || !copies) return undefined
    for (const candidate of await store.candidates(appearance, given)) {
      const isCopy = isNearCopy(appearance.signature, candidate.signature)
      if (isCopy && (await score(candidate))) return { look: candidate.id, way: 'copy' }
    }
    return undefined
  }

  return {
    async find(identity) {
      const known = await store.find(identity.hash)
      return known ? score(known) : copyOf(identity)
    },
  }
}

/** Gives every input its look and its score: what was judged before, here or by another worker, is not judged again. */
export function createLooks(options: Options): (input: Input, signal: AbortSignal) => Promise<Found> {
  const { store, pool, copies, onJudged } = options
  const known = createKnown(options)
  /** By hash. Who is the same, or a near copy, waits for the one that came first. */
  const underWay = new Map<string, { identity: Identity; finding: Promise<Found> }>()

  async function untilCopiesAreKept({ appearance, given }: Identity): Promise<void> {
    if (!appearance || !copies) return
    const first = [...underWay.values()].filter(
      ({ identity: one }) =>
        one.appearance && one.given === given && isNearCopy(appearance.signature, one.appearance.signature),
    )
    await Promise.allSettled(first.map(({ finding }) => finding))
  }

  async function find(input: Input, identity: Identity, signal: AbortSignal): Promise<Found> {
    await untilCopiesAreKept(identity)
    const found = await known.find(identity)
    if (found) return found
    const verdict = (await pool.run({ ...input, what: 'judge' }, signal)) as Verdict
    onJudged(verdict)
    const { look, score } = partsOf(verdict)
    const id = await store.keep({ ...identity, look }, score)
    return { look: id, way: 'judged' }
  }

  return async (input, signal) => {
    const identity = (await pool.run({ ...input, what: 'identify' }, signal)) as Identity
    const first = underWay.get(identity.hash)
    if (first) return first.finding.then(({ look, way }) => ({ look, way: way === 'judged' ? 'known' : way }))
    const finding = find(input, identity, signal).finally(() => underWay.delete(identity.hash))
    underWay.set(identity.hash, { identity, finding })
    return finding
  }
}
