import * as v from 'valibot'
import { calibrate } from '../core/calibration.ts'
import { FUSIONS, fuse } from '../core/fusion.ts'
import { type HeadFile, logit, preprocessingId } from '../core/head.ts'
import type { ModelManifest } from '../core/model-manifest.ts'
import type { Row } from './dataset.ts'
import type { EmbeddedRow } from './embed-rows.ts'
import { auroc, macroF1 } from './metrics.ts'
import { seeded } from './random.ts'
import { type Example, fitTemperature, trainLinear } from './train.ts'

/** How the product's head is trained: what each data set weighs, and the false positives that the default threshold may cost. */
export const HeadRecipe = v.object({
  fusion: v.picklist(FUSIONS),
  epochs: v.number(),
  batch: v.number(),
  learningRate: v.number(),
  weightDecay: v.number(),
  seed: v.number(),
  weights: v.record(v.string(), v.number()),
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

/** A picture with text is also shown without either, so that the head knows both absences. */
const BOTH = 0.6
const TEXT_ONLY = 0.25
const IMAGE_ONLY = 0.15
/** Share of a text's weight that it keeps alone; the rest sits on a blank background, which says nothing of the label. */
const TEXT_ALONE = 0.6

/** Rows that the recipe uses: no test rows, no data set without a weight, evenly thinned to `mostRows` a data set and split. */
export function selectRows(rows: Row[], recipe: HeadRecipe): Row[] {
  const groups = new Map<string, Row[]>()
  for (const row of rows) {
    if (row.split === 'test' || !recipe.weights[row.dataset]) continue
    const key = `${row.dataset} ${row.split}`
    const group = groups.get(key)
    if (group) group.push(row)
    else groups.set(key, [row])
  }
  return [...groups.values()].flatMap((group) => {
    const step = Math.max(1, group.length / recipe.mostRows)
    return Array.from({ length: Math.min(group.length, recipe.mostRows) }, (_, i) => group[Math.floor(i * step)])
  })
}

/** Training examples of embedded rows; every row's variants share the weight of its data set. */
function toExamples(rows: EmbeddedRow[], backgrounds: Float32Array[], recipe: HeadRecipe, dimension: number): Example[] {
  const random = seeded(recipe.seed)
  const counts = new Map<string, number>()
  for (const row of rows) counts.set(row.dataset, (counts.get(row.dataset) ?? 0) + 1)
  const examples: Example[] = []
  for (const row of rows) {
    const weight = (recipe.weights[row.dataset] ?? 0) / (counts.get(row.dataset) ?? 1)
    if (weight === 0) continue
    const add = (image: Float32Array | null, words: Float32Array | null, share: number) =>
      examples.push({ features: fuse(recipe.fusion, dimension, image, words), offensive: row.offensive, weight: weight * share })
    if (row.image && row.words) {
      add(row.image, row.words, BOTH)
      add(null, row.words, TEXT_ONLY)
      add(row.image, null, IMAGE_ONLY)
    } else if (row.words && backgrounds.length > 0) {
      add(null, row.words, TEXT_ALONE)
      add(backgrounds[Math.floor(random() * backgrounds.length)], row.words, 1 - TEXT_ALONE)
    } else {
      add(row.image, row.words, 1)
    }
  }
  return examples
}

/** Trains on `train` rows; temperature, threshold and operating points come from `val` rows. */
export function trainProductHead(
  rows: EmbeddedRow[],
  backgrounds: Float32Array[],
  recipe: HeadRecipe,
  manifest: ModelManifest,
  onEpoch?: (epoch: number, loss: number) => void,
): HeadFile {
  const { dimension } = manifest
  const train = rows.filter((r) => r.split === 'train' && recipe.weights[r.dataset])
  const validation = rows.filter((r) => r.split === 'val' && recipe.weights[r.dataset])
  const { weights, bias } = trainLinear(toExamples(train, backgrounds, recipe, dimension), recipe, onEpoch)
  const head: HeadFile = {
    format: 1,
    model: { id: manifest.id, version: manifest.version },
    preprocessing: preprocessingId(manifest),
    fusion: recipe.fusion,
    dimension,
    bias,
    weights: weights.map((w) => Number(w.toPrecision(7))),
    temperature: 1,
    threshold: 0.5,
    operatingPoints: [],
    trainedOn: {},
    validation: {},
  }
  for (const row of train) head.trainedOn[row.dataset] = (head.trainedOn[row.dataset] ?? 0) + 1

  const logits = validation.map((r) => logit(head, r.image, r.words))
  const sizes = new Map<string, number>()
  for (const row of validation) sizes.set(row.dataset, (sizes.get(row.dataset) ?? 0) + 1)
  head.temperature = fitTemperature(
    logits,
    validation.map((r) => r.offensive),
    validation.map((r) => recipe.weights[r.dataset] / (sizes.get(r.dataset) ?? 1)),
  )
  const scored = validation.map((row, i) => ({ row, p: calibrate(logits[i], head.temperature) }))
  const of = (dataset: string) => scored.filter((s) => s.row.dataset === dataset)
  const harmless = of(recipe.harmless).map((s) => s.p)
  const flagged = (t: number) => harmless.filter((p) => p >= t).length / Math.max(1, harmless.length)
  const chooseOn = recipe.chooseOn.map((name) => ({ name, p: of(name).map((s) => s.p), y: of(name).map((s) => s.row.offensive) })).filter((s) => s.p.length > 0)
  const quality = (t: number) => chooseOn.reduce((sum, s) => sum + macroF1(s.p, s.y, t), 0) / Math.max(1, chooseOn.length)
  const thresholds = Array.from({ length: 181 }, (_, i) => 0.05 + i * 0.005)
  const allowed = thresholds.filter((t) => flagged(t) <= recipe.mostFlagged)
  if (allowed.length > 0) head.threshold = Number(allowed.reduce((best, t) => (quality(t) > quality(best) ? t : best)).toFixed(3))

  const share = (sets: string[], offensive: boolean, t: number) => {
    const rates = sets.map((name) => of(name).filter((s) => s.row.offensive === offensive)).filter((rows) => rows.length > 0)
    return rates.reduce((sum, rows) => sum + rows.filter((s) => s.p >= t).length / rows.length, 0) / Math.max(1, rates.length)
  }
  for (let t = 0.05; t < 0.96; t += 0.05) {
    const threshold = Number(t.toFixed(2))
    const recall = Number(share(recipe.expect.offensive, true, threshold).toFixed(4))
    head.operatingPoints.push({ threshold, recall, falsePositiveRate: Number(share(recipe.expect.harmless, false, threshold).toFixed(4)) })
  }
  for (const [dataset, n] of sizes) {
    const p = of(dataset).map((s) => s.p)
    const y = of(dataset).map((s) => s.row.offensive)
    head.validation[dataset] = {
      n,
      auroc: round(auroc(p, y)),
      macroF1: round(macroF1(p, y, head.threshold)),
      flagged: round(p.filter((x) => x >= head.threshold).length / n),
    }
  }
  return head
}

function round(x: number): number | null {
  return Number.isNaN(x) ? null : Number(x.toFixed(4))
}
