import { confusion, macroF1 } from '../measure/metrics.ts'
import type { HeadRecipe } from './head-recipe.ts'
import { type ExpectedRates, THRESHOLDS } from './thresholds.ts'

/** A validation row's label, and its P(offensive) by a head that was trained without it. */
export interface Scored {
  dataset: string
  offensive: boolean
  probability: number
}

/** Of the thresholds that flag no more of the harmless texts than may be, the lowest with the best mean macro-F1. */
export function recipeThreshold(
  scored: Scored[],
  { harmless, mostFlagged, chooseOn }: Pick<HeadRecipe, 'harmless' | 'mostFlagged' | 'chooseOn'>,
): number | undefined {
  const texts = scoresIn(scored, harmless)
  const sets = chooseOn.map((dataset) => scoresIn(scored, dataset)).filter((rows) => rows.length > 0)
  const quality = (threshold: number) => meanMacroF1(sets, threshold)
  return THRESHOLDS.filter((t) => flaggedShare(texts, t) <= mostFlagged).reduce<number | undefined>(
    (best, t) => (best === undefined || quality(t) > quality(best) ? t : best),
    undefined,
  )
}

/** Recall and false positive rate at a threshold, each the mean over the data sets that the recipe names for it. */
export function expectedRates(scored: Scored[], { offensive, harmless }: HeadRecipe['expect']): ExpectedRates {
  const meanFlagged = (datasets: string[], label: boolean, threshold: number) => {
    const sets = datasets
      .map((dataset) => scoresIn(scored, dataset).filter((s) => s.offensive === label))
      .filter((rows) => rows.length > 0)
    return sets.reduce((sum, rows) => sum + flaggedShare(rows, threshold), 0) / Math.max(1, sets.length)
  }
  return (threshold) => ({
    recall: meanFlagged(offensive, true, threshold),
    falsePositiveRate: meanFlagged(harmless, false, threshold),
  })
}

function scoresIn(scored: Scored[], dataset: string): Scored[] {
  return scored.filter((s) => s.dataset === dataset)
}

function flaggedShare(rows: Scored[], threshold: number): number {
  return rows.filter((s) => s.probability >= threshold).length / Math.max(1, rows.length)
}

function meanMacroF1(sets: Scored[][], threshold: number): number {
  const sum = sets.reduce((sum, rows) => {
    const probabilities = rows.map((s) => s.probability)
    const labels = rows.map((s) => s.offensive)
    return sum + macroF1(confusion(probabilities, labels, threshold))
  }, 0)
  return sum / Math.max(1, sets.length)
}
