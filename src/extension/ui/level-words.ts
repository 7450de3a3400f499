import type { HeadFile } from '../../core/model/head.ts'
import type { Level } from '../../core/model/levels.ts'
import type { Say, Value } from '../../core/say.ts'

export type Levels = NonNullable<HeadFile['levels']>
type ByKind = Levels[Level]
type Rates = ByKind['both']

const hundredths = (rate: number) => Math.round(rate * 100)

/** Of a hundred memes how many are caught and flagged, with 95 % intervals. */
function ofHundred(say: Say, { caught, flagged }: Rates) {
  const count = ({ value }: Rates['caught']): Value =>
    value > 0 && value < 0.005 ? { said: say('lessThanOne', { one: 1 }) } : hundredths(value)
  const range = ({ low, high }: Rates['caught']): Value => ({ range: [hundredths(low), hundredths(high)] })
  return {
    hundred: 100,
    caught: count(caught),
    caughtrange: range(caught),
    flagged: count(flagged),
    flaggedrange: range(flagged),
  }
}

/** What a level does to memes with words. */
export function levelEffect(say: Say, { both }: ByKind): string {
  return say('levelEffect', ofHundred(say, both))
}

/** What those figures are of. */
export function levelSource(say: Say, { both: { caught, flagged } }: ByKind): string {
  return say('levelSource', { offensive: caught.n, harmless: flagged.n, percent: { percent: 0.95 } })
}

/** What the level does to pictures without words. */
export function wordlessEffect(say: Say, { picture }: ByKind): string {
  const { caught, flagged } = picture
  return say('levelWordless', { ...ofHundred(say, picture), offensive: caught.n, harmless: flagged.n })
}
