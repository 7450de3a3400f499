import { type HeadFile, INPUT_KINDS, type InputKind, probabilityOf } from '../../core/model/head.ts'
import type { Level } from '../../core/model/levels.ts'
import { type Figure, rate } from '../measure/intervals.ts'
import { expectedCalibrationError } from '../measure/metrics.ts'
import type { LevelRecipe } from './head-recipe.ts'
import { THRESHOLDS } from './thresholds.ts'
import { fitScaling } from './train.ts'

/** A validation row as a kind of input, with the logit of a head that was trained without the row. */
export interface Judged {
  dataset: string
  kind: InputKind
  offensive: boolean
  logit: number
}

/** Scaling for every kind of input, on rows of real memes, each data set weighing the same. */
export function fitCalibration(judged: Judged[], { memes }: LevelRecipe): HeadFile['calibration'] {
  const fit = (kind: InputKind) => {
    const rows = rowsOf(judged, kind, memes)
    const sizes = new Map(memes.map((name) => [name, rows.filter(({ dataset }) => dataset === name).length]))
    return fitScaling(
      rows.map(({ logit }) => logit),
      rows.map(({ offensive }) => offensive),
      rows.map(({ dataset }) => 1 / (sizes.get(dataset) as number)),
    )
  }
  return byKind(fit)
}

/** Expected calibration error on rows of real memes, for every kind of input. */
export function calibrationErrors(judged: Judged[], head: HeadFile, { memes }: LevelRecipe): Record<InputKind, number> {
  return byKind((kind) => {
    const rows = rowsOf(judged, kind, memes)
    const probabilities = rows.map(({ logit }) => probabilityOf(head, logit, kind))
    const error = expectedCalibrationError(
      probabilities,
      rows.map(({ offensive }) => offensive),
    )
    return Number(error.toFixed(4))
  })
}

/**
 * For every level and kind of input the lowest threshold that flags no more than it may: of harmless memes, a mean over
 * the data sets, and of harmless captions. What it catches and flags is told of all memes together.
 */
export function chooseLevels(judged: Judged[], head: HeadFile, recipe: LevelRecipe): NonNullable<HeadFile['levels']> {
  const point = (level: Level, kind: InputKind) => {
    const { memes, captions } = recipe.mostFlagged[level]
    const probabilities = (rows: Judged[]) => rows.map(({ logit }) => probabilityOf(head, logit, kind))
    const of = (offensive: boolean, names: string[]) =>
      probabilities(rowsOf(judged, kind, names).filter((row) => row.offensive === offensive))
    const harmlessSets = recipe.memes.map((name) => of(false, [name])).filter((set) => set.length > 0)
    const harmlessCaptions = of(false, [recipe.captions])
    const fits = (t: number) =>
      mean(harmlessSets.map((set) => shareFrom(set, t))) <= memes && shareFrom(harmlessCaptions, t) <= captions
    const threshold = THRESHOLDS.find(fits) ?? 1
    return {
      threshold,
      caught: rounded(of(true, recipe.memes), threshold),
      flagged: rounded(of(false, recipe.memes), threshold),
    }
  }
  const of = (level: Level) => byKind((kind) => point(level, kind))
  return { gentle: of('gentle'), balanced: of('balanced'), strict: of('strict') }
}

function byKind<T>(find: (kind: InputKind) => T): Record<InputKind, T> {
  return Object.fromEntries(INPUT_KINDS.map((kind) => [kind, find(kind)])) as Record<InputKind, T>
}

function rowsOf(judged: Judged[], kind: InputKind, names: string[]): Judged[] {
  return judged.filter((row) => row.kind === kind && names.includes(row.dataset))
}

function shareFrom(probabilities: number[], threshold: number): number {
  return probabilities.filter((p) => p >= threshold).length / Math.max(1, probabilities.length)
}

function mean(values: number[]): number {
  return values.reduce((sum, x) => sum + x, 0) / Math.max(1, values.length)
}

function rounded(probabilities: number[], threshold: number): Figure {
  const { n, ...share } = rate(probabilities.filter((p) => p >= threshold).length, probabilities.length)
  const [value, low, high] = [share.value, share.low, share.high].map((x) => Number(x.toFixed(4)))
  return { value, low, high, n }
}
