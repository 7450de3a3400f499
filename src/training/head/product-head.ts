import { type HeadFile, inputKind, logit, probabilityOf } from '../../core/model/head.ts'
import type { ModelManifest } from '../../core/model/manifest.ts'
import { countByDataset, inSplit } from '../data/dataset.ts'
import type { EmbeddedRow } from '../data/embed-rows.ts'
import { seeded } from '../measure/random.ts'
import { crossFit } from './cross-fitting.ts'
import { foldsOf } from './cross-validation.ts'
import { toExamples } from './examples.ts'
import { uncalibratedHead } from './head-file.ts'
import { type HeadRecipe, validationShareOf } from './head-recipe.ts'
import { calibrationErrors, chooseLevels, fitCalibration, type Judged } from './levels.ts'
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
  const trainWith = (unseen: EmbeddedRow[]) =>
    trainLayer([...train, ...unseen], backgrounds, recipe, manifest, onEpoch, sizes)

  const judged = crossFit(folds, (unseen) => {
    const head = trainWith(unseen)
    return (row) => judgedKinds(row, head, backgrounds, recipe)
  })
  const head = trainWith(validation)
  const asTheyAre = judged.map(([own]) => own)
  head.temperature = fitTemperature(
    asTheyAre.map((row) => row.logit),
    validation.map((r) => r.offensive),
    validation.map((r) => recipe.weights[r.dataset] / sizes[r.dataset]),
  )
  const { levels } = recipe
  if (levels) {
    const kinds = judged.flat()
    head.calibration = fitCalibration(kinds, levels)
    head.levels = chooseLevels(kinds, head, levels)
    head.calibrationError = calibrationErrors(kinds, head, levels)
  }
  const scored = asTheyAre.map((row) => ({ ...row, probability: probabilityOf(head, row.logit, row.kind) }))
  head.threshold = head.levels?.balanced.both.threshold ?? recipeThreshold(scored, recipe) ?? head.threshold
  head.operatingPoints = operatingPoints(expectedRates(scored, recipe.expect))
  const probabilities = scored.map(({ probability }) => probability)
  head.validation = validationByDataset(validation, probabilities, head.threshold)
  return head
}

/** A head of `rows` by the recipe, not yet calibrated; `sizes` is how many validation rows each data set has. */
export function trainLayer(
  rows: EmbeddedRow[],
  backgrounds: Float32Array[],
  recipe: HeadRecipe,
  manifest: ModelManifest,
  onEpoch: (epoch: number, loss: number) => void,
  sizes = countByDataset(inSplit(rows, 'val')),
): HeadFile {
  const used = rows.filter((row) => splitShare(row, recipe, sizes) > 0)
  const examples = recipeExamples(used, sizes, backgrounds, recipe, manifest.dimension)
  const settings: TrainingConfig = { ...recipe, optimizer: 'adam', momentum: 0, start: 'zero' }
  const layer = trainLinear(examples, settings, (epoch, loss) => void onEpoch(epoch, loss))
  return { ...uncalibratedHead(layer, recipe.fusion, { manifest, textSteps: [] }), trainedOn: countByDataset(used) }
}

/**
 * A validation row as it is; and, where the recipe's levels need it, with a part left out, or laid on a background.
 */
function judgedKinds(
  { dataset, offensive, imageEmbedding, textEmbedding, text }: EmbeddedRow,
  head: HeadFile,
  backgrounds: Float32Array[],
  { levels }: HeadRecipe,
): Judged[] {
  const judge = (image: Float32Array | null, text: Float32Array | null): Judged => ({
    dataset,
    offensive,
    kind: inputKind(image, text),
    logit: logit(head, image, text),
  })
  const own = judge(imageEmbedding, textEmbedding)
  if (own.kind === 'both' && levels?.memes.includes(dataset))
    return [own, judge(null, textEmbedding), judge(imageEmbedding, null)]
  if (own.kind === 'text' && levels?.captions === dataset && backgrounds.length > 0)
    return [own, judge(backgrounds[text.length % backgrounds.length], textEmbedding)]
  return [own]
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
