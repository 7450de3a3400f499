import type { HeadFile } from '../../core/model/head.ts'
import type { Level } from '../../core/model/levels.ts'

export type Levels = NonNullable<HeadFile['levels']>
type ByKind = Levels[Level]
type Share = ByKind['both']['caught']

const hundredths = (rate: number) => Math.round(rate * 100)

/** 20 of 100, with its 95 % interval (17–23) behind what they are. */
function ofHundred({ value, low, high }: Share, what: string): string {
  const count = value > 0 && value < 0.005 ? 'less than 1' : hundredths(value)
  return `${count} of 100 ${what} (${hundredths(low)}–${hundredths(high)})`
}

/** What a level does to memes with words. */
export function levelEffect({ both: { caught, flagged } }: ByKind): string {
  return `Veils ${ofHundred(caught, 'offensive memes')} and, by mistake, ${ofHundred(flagged, 'harmless ones')}.`
}

/** What those figures are of. */
export function levelSource({ both: { caught, flagged } }: ByKind): string {
  return `Measured on memes with words, ${caught.n} offensive and ${flagged.n} harmless; in brackets 95 % intervals.`
}

/** What the level does to pictures without words. */
export function wordlessEffect({ picture: { caught, flagged } }: ByKind): string {
  return (
    `Without words a picture tells little: ${ofHundred(caught, 'offensive ones')} and ` +
    `${ofHundred(flagged, 'harmless ones')} are veiled (n = ${caught.n} and ${flagged.n}).`
  )
}
