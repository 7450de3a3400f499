import type { HeadFile, InputKind } from './head.ts'

/** From the one that flags least to the one that flags most. */
export const LEVELS = ['gentle', 'balanced', 'strict'] as const
export type Level = (typeof LEVELS)[number]

/** The probability from which each level flags. */
export type Thresholds = Record<Level, number>

/** A head's thresholds for one kind of input; without levels its one threshold stands at all of them. */
export function thresholdsOf({ levels, threshold }: HeadFile, kind: InputKind): Thresholds {
  const of = (level: Level) => levels?.[level][kind].threshold ?? threshold
  return { gentle: of('gentle'), balanced: of('balanced'), strict: of('strict') }
}
