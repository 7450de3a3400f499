import * as v from 'valibot'
import { calibrate } from '../../core/model/calibration.ts'
import { FUSIONS } from '../../core/model/fusion.ts'
import { type HeadFile, logit } from '../../core/model/head.ts'
import type { ModelManifest } from '../../core/model/manifest.ts'
import type { Row } from '../data/dataset.ts'
import type { EmbeddedRow } from '../data/embed-rows.ts'
import { groupBy } from '../data/group-by.ts'
import { confusion, macroF1 } from '../measure/metrics.ts'
import { seeded } from '../measure/random.ts'
import { foldsOf } from './cross-validation.ts'
import { toExamples } from './examples.ts'
import { countBy, headOf, validationByDataset } from './run.ts'
import { operatingPoints, THRESHOLDS } from './thresholds.ts'
import { fitTemperature, trainLinear } from './train.ts'

/** How the product's head is trained: what each data set weighs, and the false positives that the default threshold may cost. */
export const HeadRecipe = v.object({
  fusion: v.picklist(FUSIONS),
  epochs: v.number(),
  batch: v.number(),
  learningRate: v.number(),
  weightDecay: v.number(),
  seed: v.number(),
  weights: v.record(v.string(), v.number()),
  /**
   * Share of a data set's weight that its validation rows have in the training, 1 where none is named. The towers have seen the labels
   * of the training rows: only rows that they haven't seen show how embeddings of new texts lie.
   */
  validationShare: v.record(v.string(), v.pipe(v.number(), v.minValue(0), v.maxValue(1))),
  /** Large data sets are thinned to this many rows a split: a linear layer gains nothing from more. */
  mostRows: v.number(),
  /** Data sets whose validation splits choose the threshold, by the mean of their macro-F1. */
  chooseOn: v.array(v.string()),
  /** The data set of harmless texts, and the share of its validation split that may be flagged. */
  harmless: v.string(),
  mostFlagged: v.number(),
  /** Whose offensive and whose harmless validation rows say what to expect at each sensitivity: real ones, set by set. */
  expect: v.object({ offensive: v.array(v.string()), harmless: v.array(v.string()) }),
})
export type HeadRecipe = v.InferOutput<typeof HeadRecipe>

/** Rows that the recipe uses: no test rows, none that weigh nothing, evenly thinned to `mostRows` a data set and split. */
export function selectRows(rows: Row[], recipe: HeadRecipe): Row[] {
  const validated = new Set(rows.filter((row) => row.split === 'val').map((row) => row.dataset))
  const unseenAlone = (dataset: string) => validated.has(dataset) && validationShareOf(recipe, dataset) === 1
  const wanted = rows.filter(
    ({ split, dataset }) =>
      recipe.weights[dataset] && (split === 'val' || (split === 'train' && !unseenAlone(dataset))),
  )
  const groups = groupBy(wanted, (row) => `${row.dataset} ${row.split}`)
  return [...groups.values()].flatMap((group) => {
    const step = Math.max(1, group.length / recipe.mostRows)
    return Array.from({ length: Math.min(group.length, recipe.mostRows) }, (_, i) => group[Math.floor(i * step)])
  })
}

function validationShareOf({ validationShare }: HeadRecipe, dataset: string): number {
  return validationShare[dataset] ?? 1
}

/** Validation rows are dealt into as many parts: each is judged by a head that was trained without it. */
const FOLDS = 5

/**
 * Trains on `train` and `val` rows, as much of each as the recipe's `validationShare` says. Temperature, threshold and every figure
 * come from validation rows judged by heads that were trained without them (cross-fitting). `onEpoch` is told of all trainings,
 * the last one being that of the head itself.
 */
export function trainProductHead(
  rows: EmbeddedRow[],
  backgrounds: Float32Array[],
  recipe: HeadRecipe,
  manifest: ModelManifest,
  onEpoch: (epoch: number, loss: number) => void,
): HeadFile {
  const { dimension } = manifest
  const train = rows.filter((r) => r.split === 'train' && recipe.weights[r.dataset])
  const folds = foldsOf(
    rows.filter((r) => r.split === 'val' && recipe.weights[r.dataset]),
    FOLDS,
    recipe.seed,
  )
  const validation = folds.flat()
  const sizes = countBy(validation)
  const shareOf = ({ dataset, split }: EmbeddedRow) => {
    const share = sizes[dataset] ? validationShareOf(recipe, dataset) : 0
    return split === 'val' ? share : 1 - share
  }
  const trainOn = (unseen: EmbeddedRow[]) => {
    const used = [...train, ...unseen].filter((row) => shareOf(row) > 0)
    const counts = {
      train: countBy(used.filter((r) => r.split === 'train')),
      val: countBy(used.filter((r) => r.split === 'val')),
    }
    const examples = toExamples(used, {
      fusion: recipe.fusion,
      dimension,
      weightOf: (row) =>
        (shareOf(row) * recipe.weights[row.dataset]) / counts[row.split as 'train' | 'val'][row.dataset],
      modalityDropout: true,
      backgrounds: { embeddings: backgrounds, random: seeded(recipe.seed) },
    })
    const layer = trainLinear(examples, { ...recipe, optimizer: 'adam', momentum: 0, start: 'zero' }, (epoch, loss) => {
      onEpoch(epoch, loss)
      return true
    })
    return { ...headOf(layer, recipe.fusion, { manifest, textSteps: [] }), trainedOn: countBy(used) }
  }
  const logits = folds.flatMap((fold) => {
    const without = trainOn(folds.filter((other) => other !== fold).flat())
    return fold.map((r) => logit(without, r.image, r.words))
  })
  const head = trainOn(validation)
  head.temperature = fitTemperature(
    logits,
    validation.map((r) => r.offensive),
    validation.map((r) => recipe.weights[r.dataset] / sizes[r.dataset]),
  )
  const scored = validation.map((row, i) => ({ row, p: calibrate(logits[i], head.temperature) }))
  const of = (dataset: string) => scored.filter((s) => s.row.dataset === dataset)
  const harmless = of(recipe.harmless).map((s) => s.p)
  const flagged = (t: number) => harmless.filter((p) => p >= t).length / Math.max(1, harmless.length)
  const chooseOn = recipe.chooseOn
    .map((name) => ({ p: of(name).map((s) => s.p), y: of(name).map((s) => s.row.offensive) }))
    .filter((s) => s.p.length > 0)
  const quality = (t: number) =>
    chooseOn.reduce((sum, s) => sum + macroF1(confusion(s.p, s.y, t)), 0) / Math.max(1, chooseOn.length)
  const allowed = THRESHOLDS.filter((t) => flagged(t) <= recipe.mostFlagged)
  if (allowed.length > 0) head.threshold = allowed.reduce((best, t) => (quality(t) > quality(best) ? t : best))

  const share = (sets: string[], offensive: boolean, t: number) => {
    const rates = sets
      .map((name) => of(name).filter((s) => s.row.offensive === offensive))
      .filter((rows) => rows.length > 0)
    return (
      rates.reduce((sum, rows) => sum + rows.filter((s) => s.p >= t).length / rows.length, 0) /
      Math.max(1, rates.length)
    )
  }
  head.operatingPoints = operatingPoints((t) => ({
    recall: share(recipe.expect.offensive, true, t),
    falsePositiveRate: share(recipe.expect.harmless, false, t),
  }))
  head.validation = validationByDataset(
    validation,
    scored.map((s) => s.p),
    head.threshold,
  )
  return head
}
