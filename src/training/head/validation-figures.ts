import type { EmbeddedRow } from '../data/embed-rows.ts'
import { groupBy } from '../data/group-by.ts'
import { auroc, type Bin, confusion, expectedCalibrationError, macroF1, reliability } from '../measure/metrics.ts'

/** What a head.json keeps of one data set's validation rows; all but `n` are from 0 to 1, to four decimal places. */
export interface ValidationFigures {
  n: number
  /** Null where a class is missing. */
  auroc: number | null
  macroF1: number
  /** Share of the rows from the threshold on. */
  flagged: number
  expectedCalibrationError: number
  reliability: Bin[]
}

const round = (x: number) => Number(x.toFixed(4))

/** The validation figures that a head.json keeps, by data set. */
export function validationByDataset(
  rows: EmbeddedRow[],
  probabilities: number[],
  threshold: number,
): Record<string, ValidationFigures> {
  const scored = rows.map(({ dataset, offensive }, i) => ({ dataset, offensive, probability: probabilities[i] }))
  const groups = groupBy(scored, ({ dataset }) => dataset)
  return Object.fromEntries(
    [...groups].map(([dataset, own]) => [
      dataset,
      validationFigures(
        own.map((s) => s.probability),
        own.map((s) => s.offensive),
        threshold,
      ),
    ]),
  )
}

function validationFigures(probabilities: number[], labels: boolean[], threshold: number): ValidationFigures {
  const area = auroc(probabilities, labels)
  return {
    n: labels.length,
    auroc: Number.isNaN(area) ? null : round(area),
    macroF1: round(macroF1(confusion(probabilities, labels, threshold))),
    flagged: round(probabilities.filter((p) => p >= threshold).length / labels.length),
    expectedCalibrationError: round(expectedCalibrationError(probabilities, labels)),
    reliability: reliability(probabilities, labels).map(({ n, predicted, observed }) => ({
      n,
      predicted: round(predicted),
      observed: round(observed),
    })),
  }
}
