import { calibrate } from '../../core/model/calibration.ts'
import { fuse } from '../../core/model/fusion.ts'
import { type HeadFile, preprocessingId } from '../../core/model/head.ts'
import type { ModelManifest } from '../../core/model/manifest.ts'
import type { EmbeddedRow } from '../data/embed-rows.ts'
import { packEmbedding } from '../data/embedding-cache.ts'
import { groupBy } from '../data/group-by.ts'
import { probabilitiesOf } from '../measure/evaluation.ts'
import { auroc, confusion, expectedCalibrationError, logLoss, macroF1, reliability } from '../measure/metrics.ts'
import { toExamples } from './examples.ts'
import type { RunConfig } from './run-config.ts'
import { chooseThreshold, operatingPoints, parseThresholdRule } from './thresholds.ts'
import { fitTemperature, type Linear, layerLogit, trainLinear } from './train.ts'

/** Mean cross-entropy over the training and the validation rows after an epoch (from 1), and validation AUROC. */
interface Epoch {
  train: number
  validation: number
  auroc: number
}

export interface Run {
  config: RunConfig
  epochs: Epoch[]
  head: HeadFile
  /** False where no threshold has the precision that was asked for on the validation rows. */
  reached: boolean
}

/** The towers whose embeddings are trained on, and what was done to the texts before. */
export interface Tower {
  manifest: ModelManifest
  textSteps: readonly string[]
}

/** A head around a linear layer, not yet calibrated: temperature one, threshold .5. */
export function headOf(layer: Linear, fusion: RunConfig['fusion'], { manifest, textSteps }: Tower): HeadFile {
  return {
    format: 1,
    model: { id: manifest.id, version: manifest.version },
    preprocessing: preprocessingId(manifest),
    textSteps: [...textSteps],
    fusion,
    dimension: manifest.dimension,
    bias: layer.bias,
    weights: Array.from(layer.weights, (w) => Number(w.toPrecision(7))),
    temperature: 1,
    threshold: 0.5,
    operatingPoints: [],
    trainedOn: {},
    validation: {},
  }
}

/** How many rows each data set has. */
export function countBy(rows: EmbeddedRow[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const row of rows) counts[row.dataset] = (counts[row.dataset] ?? 0) + 1
  return counts
}

/** Trains one head on `train`; stopping, temperature and threshold come from `validation`. */
export function trainRun(config: RunConfig, train: EmbeddedRow[], validation: EmbeddedRow[], tower: Tower): Run {
  const { dimension } = tower.manifest
  const offensive = train.filter((r) => r.offensive).length
  const balanced = (row: EmbeddedRow) => train.length / 2 / (row.offensive ? offensive : train.length - offensive)
  const weightOf = config.classWeights === 'balanced' ? balanced : () => 1
  const examples = toExamples(train, {
    fusion: config.fusion,
    dimension,
    weightOf,
    modalityDropout: config.modalityDropout,
  })
  const labels = validation.map((r) => r.offensive)
  const features = validation.map((r) => fuse(config.fusion, dimension, r.image, r.words))

  const epochs: Epoch[] = []
  let best: { auroc: number; epoch: number; layer: Linear } | undefined
  const last = trainLinear(examples, config, (epoch, loss, layer) => {
    const logits = features.map((f) => layerLogit(layer, f))
    const area = auroc(logits, labels)
    epochs.push({
      train: loss,
      validation: logLoss(
        logits.map((z) => calibrate(z, 1)),
        labels,
      ),
      auroc: area,
    })
    if (!best || area > best.auroc) best = { auroc: area, epoch, layer }
    return config.patience === 0 || epoch - best.epoch < config.patience
  })

  const layer = config.patience > 0 && best ? best.layer : last
  const head = headOf(layer, config.fusion, tower)
  if (config.calibrate) {
    head.temperature = fitTemperature(
      features.map((f) => layerLogit(layer, f)),
      labels,
    )
  }
  if (config.neighbours > 0) {
    const fused = train.map((r) => fuse('concat', dimension, r.image, r.words))
    const vectors = packEmbedding(Float32Array.from(fused.flatMap((f) => [...f])))
    head.knn = { k: config.neighbours, share: config.neighbourShare, offensive: train.map((r) => r.offensive), vectors }
  }
  const probabilities = probabilitiesOf(head, validation)
  const { threshold, reached } = chooseThreshold(probabilities, labels, parseThresholdRule(config.threshold))
  head.threshold = threshold
  head.operatingPoints = operatingPoints((t) => {
    const { tp, fn, fp, tn } = confusion(probabilities, labels, t)
    return { recall: tp / Math.max(1, tp + fn), falsePositiveRate: fp / Math.max(1, fp + tn) }
  })
  head.trainedOn = countBy(train)
  head.validation = validationByDataset(validation, probabilities, threshold)
  head.configuration = config
  return { config, epochs, head, reached }
}

/** The validation figures that a head.json keeps, by data set; an AUROC is null where a class is missing. */
export function validationByDataset(rows: EmbeddedRow[], probabilities: number[], threshold: number) {
  const round = (x: number) => Number(x.toFixed(4))
  const scored = rows.map((row, i) => ({ row, p: probabilities[i] }))
  const figures = [...groupBy(scored, ({ row }) => row.dataset)].map(([dataset, own]) => {
    const p = own.map((s) => s.p)
    const y = own.map((s) => s.row.offensive)
    const area = auroc(p, y)
    return [
      dataset,
      {
        n: own.length,
        auroc: Number.isNaN(area) ? null : round(area),
        macroF1: round(macroF1(confusion(p, y, threshold))),
        flagged: round(p.filter((x) => x >= threshold).length / p.length),
        expectedCalibrationError: round(expectedCalibrationError(p, y)),
        reliability: reliability(p, y).map(({ n, predicted, observed }) => ({
          n,
          predicted: round(predicted),
          observed: round(observed),
        })),
      },
    ] as const
  })
  return Object.fromEntries(figures)
}
