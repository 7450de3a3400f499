import { calibrate } from '../../core/model/calibration.ts'
import { fuse } from '../../core/model/fusion.ts'
import type { HeadFile } from '../../core/model/head.ts'
import { countByDataset } from '../data/dataset.ts'
import type { EmbeddedRow } from '../data/embed-rows.ts'
import { packEmbedding } from '../data/embedding-cache.ts'
import { probabilitiesOf } from '../measure/evaluation.ts'
import { auroc, confusion, logLoss } from '../measure/metrics.ts'
import { toExamples } from './examples.ts'
import { type EmbeddingSource, uncalibratedHead } from './head-file.ts'
import type { RunConfig } from './run-config.ts'
import { chooseThreshold, operatingPoints, parseThresholdRule } from './thresholds.ts'
import { type Example, fitTemperature, type Linear, layerLogit, trainLinear } from './train.ts'
import { validationByDataset } from './validation-figures.ts'

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

/** Validation loss after the last epoch. */
export function lastValidationLoss({ epochs }: Run): number {
  return epochs[epochs.length - 1].validation
}

/** Trains one head on `train`; stopping, temperature and threshold come from `validation`. */
export function trainRun(
  config: RunConfig,
  train: EmbeddedRow[],
  validation: EmbeddedRow[],
  source: EmbeddingSource,
): Run {
  const { dimension } = source.manifest
  const labels = validation.map((r) => r.offensive)
  const features = validation.map((r) => fuse(config.fusion, dimension, r.imageEmbedding, r.textEmbedding))
  const { layer, epochs } = trainLayer(config, examplesOf(config, train, dimension), features, labels)

  const head = uncalibratedHead(layer, config.fusion, source)
  if (config.calibrate) {
    head.temperature = fitTemperature(
      features.map((f) => layerLogit(layer, f)),
      labels,
    )
  }
  if (config.neighbours > 0) head.knn = neighboursOf(config, train, dimension)
  const probabilities = probabilitiesOf(head, validation)
  const { threshold, reached } = chooseThreshold(probabilities, labels, parseThresholdRule(config.threshold))
  head.threshold = threshold
  head.operatingPoints = operatingPoints((t) => {
    const { tp, fn, fp, tn } = confusion(probabilities, labels, t)
    return { recall: tp / Math.max(1, tp + fn), falsePositiveRate: fp / Math.max(1, fp + tn) }
  })
  head.trainedOn = countByDataset(train)
  head.validation = validationByDataset(validation, probabilities, threshold)
  head.configuration = config
  return { config, epochs, head, reached }
}

function examplesOf(config: RunConfig, train: EmbeddedRow[], dimension: number): Example[] {
  const offensive = train.filter((r) => r.offensive).length
  const balanced = (row: EmbeddedRow) => train.length / 2 / (row.offensive ? offensive : train.length - offensive)
  return toExamples(train, {
    fusion: config.fusion,
    dimension,
    weightOf: config.classWeights === 'balanced' ? balanced : () => 1,
    modalityDropout: config.modalityDropout,
  })
}

/**
 * The layer after the last epoch or, with `patience`, after the one with the best AUROC on the validation rows, whose
 * fused embeddings are `features`.
 */
function trainLayer(
  config: RunConfig,
  examples: Example[],
  features: Float32Array[],
  labels: boolean[],
): { layer: Linear; epochs: Epoch[] } {
  const epochs: Epoch[] = []
  let best: { auroc: number; epoch: number; layer: Linear } | undefined
  const last = trainLinear(examples, config, (epoch, loss, layer) => {
    const logits = features.map((f) => layerLogit(layer, f))
    const area = auroc(logits, labels)
    const probabilities = logits.map((z) => calibrate(z, 1))
    epochs.push({ train: loss, validation: logLoss(probabilities, labels), auroc: area })
    if (!best || area > best.auroc) best = { auroc: area, epoch, layer }
    return config.patience === 0 || epoch - best.epoch < config.patience
  })
  return { layer: config.patience > 0 && best ? best.layer : last, epochs }
}

/** The training rows as a head keeps them, to compare new ones with: fused by `concat`, whatever the layer's fusion. */
function neighboursOf(
  { neighbours, neighbourShare }: RunConfig,
  train: EmbeddedRow[],
  dimension: number,
): HeadFile['knn'] {
  const fused = train.map((r) => fuse('concat', dimension, r.imageEmbedding, r.textEmbedding))
  const vectors = packEmbedding(Float32Array.from(fused.flatMap((f) => [...f])))
  return { k: neighbours, share: neighbourShare, offensive: train.map((r) => r.offensive), vectors }
}
