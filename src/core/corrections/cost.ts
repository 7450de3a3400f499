import { type HeadFile, inputKind, logit } from '../model/head.ts'
import { thresholdsOf } from '../model/levels.ts'
import { auroc } from './auroc.ts'
import type { Fed } from './fed.ts'
import { scalingOf } from './learn.ts'
import type { ValidationRow } from './validation-rows.ts'

/** What a head does on the validation rows that ship with a model. */
export interface Measured {
  /** Mean over the data sets that have both labels. */
  auroc: number
  /** Share of the harmless rows that *balanced* flags. */
  flagged: number
}

/**
 * What corrections may cost on the validation rows: as much as they may on rows that nobody has seen, which lose about
 * the same, or less where they are memes (docs/experiments/corrections.md).
 */
export const MOST_COST: Measured = { auroc: 0.005, flagged: 0.01 }

export function isWithin(before: Measured, after: Measured): boolean {
  return before.auroc - after.auroc <= MOST_COST.auroc && after.flagged - before.flagged <= MOST_COST.flagged
}

/**
 * Texts of data sets without pictures are judged alone or, every other one, on a picture of the rows that have one: it
 * says nothing of the label.
 */
export function laidOnPictures(rows: ValidationRow[]): ValidationRow[] {
  const pictures = rows.flatMap(({ image }) => image ?? [])
  if (pictures.length === 0) return rows
  return rows.map((row, i) => (row.image || i % 2 === 0 ? row : { ...row, image: pictures[i % pictures.length] }))
}

/** @param judge P(offensive) of a row, by its place too */
export function measure(
  head: HeadFile,
  judge: (row: ValidationRow, i: number) => number,
  rows: ValidationRow[],
): Measured {
  const judged = rows.map((row, i) => {
    const { set, offensive, image, text } = row
    const probability = judge(row, i)
    const flagged = probability >= thresholdsOf(head, inputKind(image, text)).balanced
    return { set, offensive, probability, flagged }
  })
  const sets = [...new Set(rows.map(({ set }) => set))].map((set) => judged.filter((one) => one.set === set))
  const areas = sets
    .map((own) =>
      auroc(
        own.map(({ probability }) => probability),
        own.map(({ offensive }) => offensive),
      ),
    )
    .filter((area) => !Number.isNaN(area))
  const harmless = judged.filter(({ offensive }) => !offensive)
  return {
    auroc: areas.reduce((sum, area) => sum + area, 0) / Math.max(1, areas.length),
    flagged: harmless.filter(({ flagged }) => flagged).length / Math.max(1, harmless.length),
  }
}

/**
 * Puts a changed head's logits back on the scale of the head before: the calibration and the thresholds stay, and the
 * bias moves as little as it takes for *balanced* to flag as many of the harmless validation rows as before.
 */
export function onScaleOf(before: HeadFile, changed: HeadFile, rows: ValidationRow[]): HeadFile {
  const harmless = rows.filter(({ offensive }) => !offensive)
  const wanted = harmless.filter((row) => missing(before, row) <= 0).length
  const needed = harmless.map((row) => missing(changed, row)).sort((a, b) => a - b)
  const [low, high] = [needed[wanted - 1] ?? -Infinity, needed[wanted] ?? Infinity]
  // between the last row that is to be flagged and the first that is not
  if (low <= 0 && high > 0) return changed
  const shift = Number.isFinite(low + high) ? (low + high) / 2 : Number.isFinite(low) ? low + 1e-6 : high - 1e-6
  return Number.isFinite(shift) ? { ...changed, bias: changed.bias + shift } : changed
}

/** What the logit lacks to be flagged at *balanced*; 0 or less where it is. */
function missing(head: HeadFile, fed: Fed): number {
  const kind = inputKind(fed.image, fed.text)
  const threshold = thresholdsOf(head, kind).balanced
  const { scale, shift } = scalingOf(head, fed)
  return (Math.log(threshold / (1 - threshold)) - shift) / scale - logit(head, fed.image, fed.text)
}
