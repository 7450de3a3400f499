import { calibrate } from '../../core/model/calibration.ts'
import { type HeadFile, logit } from '../../core/model/head.ts'
import type { ModelManifest } from '../../core/model/manifest.ts'
import { countByDataset, inSplit } from '../data/dataset.ts'
import type { EmbeddedRow } from '../data/embed-rows.ts'
import { seeded } from '../measure/random.ts'
import { crossFit } from './cross-fitting.ts'
import { foldsOf } from './cross-validation.ts'
import { toExamples } from './examples.ts'
import { uncalibratedHead } from './head-file.ts'
import { type HeadRecipe, validationShareOf } from './head-recipe.ts'
import { expectedRates, recipeThreshold } from './recipe-threshold.ts'
import { operatingPoints } from './thresholds.ts'
import { type Example, fitTemperature, type TrainingConfig, trainLinear } from './train.ts'
import { validationByDataset } from './validation-figures.ts'

/** Validation rows are dealt into as many parts: each is judged by a head that was trained without it. */
const FOLDS = 5

/**
 * Trains on `train` and `val` rows, as much of each as the recipe's `validationShare` says; texts without a picture are
 * also laid on `backgrounds`, embeddings of length one, [d]. Temperature, threshold and every figure come from
 * validation rows judged by heads that were trained without them (cross-fitting). `onEpoch` is told of all trainings,
 * the last one being that of the head itself.
 */
export function trainProductHead(
  rows: EmbeddedRow[],
  backgrounds: Float32Array[],
  recipe: HeadRecipe,
  manifest: ModelManifest,
  onEpoch: (epoch: number, loss: number) => void,
): HeadFile {
  const weighing = rows.filter((r) => recipe.weights[r.dataset])
  const train = inSplit(weighing, 'train')
  const folds = foldsOf(inSplit(weighing, 'val'), FOLDS, recipe.seed)
  const validation = folds.flat()
  const sizes = countByDataset(validation)
  const trainWith = (unseen: EmbeddedRow[]): HeadFile => {
    const used = [...train, ...unseen].filter((row) => splitShare(row, recipe, sizes) > 0)
    const examples = recipeExamples(used, sizes, backgrounds, recipe, manifest.dimension)
    const settings: TrainingConfig = { ...recipe, optimizer: 'adam', momentum: 0, start: 'zero' }
    const layer = trainLinear(examples, settings, (epoch, loss) => void onEpoch(epoch, loss))
    return { ...uncalibratedHead(layer, recipe.fusion, { manifest, textSteps: [] }), trainedOn: countByDataset(used) }
  }

  const logits = crossFit(folds, (unseen) => {
    const head = trainWith(unseen)
    return (row) => logit(head, row.imageEmbedding, row.textEmbedding)
  })
  const head = trainWith(validation)
  head.temperature = fitTemperature(
    logits,
    validation.map((r) => r.offensive),
    validation.map((r) => recipe.weights[r.dataset] / sizes[r.dataset]),
  )
  const probabilities = logits.map((z) => calibrate(z, head.temperature))
  const scored = validation.map(({ dataset, offensive }, i) => ({ dataset, offensive, probability: probabilities[i] }))
  head.threshold = recipeThreshold(scored, recipe) ?? head.threshold
  head.operatingPoints = operatingPoints(expectedRates(scored, recipe.expect))
  head.validation = validationByDataset(validation, probabilities, head.threshold)
  return head
}

/** Share of its data set's weight that a row's split has, by how many validation rows each data set has. */
function splitShare({ dataset, split }: EmbeddedRow, recipe: HeadRecipe, sizes: Record<string, number>): number {
  const share = sizes[dataset] ? validationShareOf(recipe, dataset) : 0
  return split === 'val' ? share : 1 - share
}

/** Training examples, in which the rows of a data set's split share its weight evenly, however many there are. */
function recipeExamples(
  used: EmbeddedRow[],
  sizes: Record<string, number>,
  backgrounds: Float32Array[],
  recipe: HeadRecipe,
  dimension: number,
): Example[] {
  const counts: Record<string, Record<string, number>> = {
    train: countByDataset(inSplit(used, 'train')),
    val: countByDataset(inSplit(used, 'val')),
  }
  return toExamples(used, {
    fusion: recipe.fusion,
    dimension,
    weightOf: (row) => (splitShare(row, recipe, sizes) * recipe.weights[row.dataset]) / counts[row.split][row.dataset],
    modalityDropout: true,
    backgrounds: { embeddings: backgrounds, random: seeded(recipe.seed) },
  })
}
