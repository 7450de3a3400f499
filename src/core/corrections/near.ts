import type { Fed } from './fed.ts'
import { product } from './product.ts'

/** A correction as what was fed and what it should have been told. */
export interface Known extends Fed {
  id: string
  offensive: boolean
}

/** What the nearest corrections say: the share of offensive ones, how much that counts (0–1), and the nearest's id. */
export interface Say {
  offensive: number
  share: number
  id: string
}

const NEIGHBOURS = 5
/**
 * From which mean cosine on near corrections have a say, and from which they alone have it. Of 434 memes with words,
 * none whose nearest other one is that near differs from it in its label; of 4,000 texts from .9 to .95 one in six
 * does, above .95 one in twelve (docs/experiments/corrections.md).
 */
const BOTH = { from: 0.8, whole: 0.92 }
const ALONE = { from: 0.9, whole: 0.96 }

/** Null where no correction is near enough to have a say. */
export function nearest(known: Known[], fed: Fed): Say | null {
  const { from, whole } = fed.image && fed.text ? BOTH : ALONE
  const near: { one: Known; likeness: number }[] = []
  for (const one of known) {
    const found = likeness(one, fed, from)
    if (found > from) near.push({ one, likeness: found })
  }
  near.sort((a, b) => b.likeness - a.likeness)
  near.splice(NEIGHBOURS)
  if (near.length === 0) return null
  const shares = near.map(({ likeness }) => Math.min(1, (likeness - from) / (whole - from)))
  // what is the very same outweighs what is only alike
  const says = near.map(({ likeness }) => ((likeness - from) / (1 - from)) ** 4)
  const total = says.reduce((sum, x) => sum + x, 0)
  const offensive = near.reduce((sum, { one }, i) => sum + (one.offensive ? says[i] : 0), 0) / total
  return { offensive, share: shares[0], id: near[0].one.id }
}

/** Mean of the cosines of what both have; 0 for another kind of input, and where it can't be above `from` any more. */
function likeness(a: Fed, b: Fed, from: number): number {
  if ((a.image === null) !== (b.image === null) || (a.text === null) !== (b.text === null)) return 0
  if (!a.image || !b.image) return a.text && b.text ? product(a.text, b.text) : 0
  const seen = product(a.image, b.image)
  if (!a.text || !b.text) return seen
  return seen <= 2 * from - 1 ? 0 : (seen + product(a.text, b.text)) / 2
}
