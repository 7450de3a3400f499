import * as v from 'valibot'
import { FUSIONS } from '../../core/model/fusion.ts'
import { UserError } from '../../core/user-error.ts'
import { OPTIMIZERS } from './optimizers.ts'
import { parseThresholdRule } from './thresholds.ts'

const positive = v.pipe(v.number(), v.gtValue(0))
const atLeastZero = v.pipe(v.number(), v.minValue(0))
const count = v.pipe(v.number(), v.integer(), v.minValue(1))

/**
 * One training run of the head. The defaults are the report's: concat, Adam 1e-5, batches of 16, ten epochs,
 * threshold .5.
 */
export const RunConfig = v.strictObject({
  optimizer: v.optional(v.picklist(OPTIMIZERS), 'adam'),
  learningRate: v.optional(positive, 1e-5),
  momentum: v.optional(atLeastZero, 0),
  weightDecay: v.optional(atLeastZero, 0),
  batch: v.optional(count, 16),
  epochs: v.optional(count, 10),
  seed: v.optional(v.pipe(v.number(), v.integer()), 1),
  start: v.optional(v.picklist(['zero', 'uniform']), 'uniform'),
  fusion: v.optional(v.picklist(FUSIONS), 'concat'),
  /** `balanced` lets both classes weigh the same. */
  classWeights: v.optional(v.picklist(['none', 'balanced']), 'none'),
  /** Whether rows are also shown without picture and without text. */
  modalityDropout: v.optional(v.boolean(), false),
  /** Ends after so many epochs without a better validation AUROC and keeps the best epoch; 0 trains on. */
  patience: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0)), 0),
  /** Temperature scaling on the validation rows. */
  calibrate: v.optional(v.boolean(), false),
  /** A number, macroF1, precision:0.8 or recall:0.9; all but the number are met on the validation rows. */
  threshold: v.optional(
    v.pipe(v.union([v.number(), v.string()]), v.transform(String), v.rawCheck(checkThreshold)),
    '0.5',
  ),
  /** Neighbours that have a say beside the linear layer, and their share of it; 0 is none. */
  neighbours: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0)), 0),
  neighbourShare: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(1)), 0.3),
})
export type RunConfig = v.InferOutput<typeof RunConfig>

function checkThreshold({ dataset, addIssue }: v.RawCheckContext<string>): void {
  try {
    if (dataset.typed) parseThresholdRule(dataset.value)
  } catch (error) {
    addIssue({ message: (error as Error).message })
  }
}

/** A setting that can't be used; the message names it. */
class ConfigError extends UserError {
  constructor(message: string) {
    super('setting', message)
  }
}

/** Fills in the report's values. Throws ConfigError. */
export function parseRunConfig(settings: unknown): RunConfig {
  const result = v.safeParse(RunConfig, settings)
  if (result.success) return result.output
  const [issue] = result.issues
  throw new ConfigError(
    `setting "${v.getDotPath(issue)}": ${issue.message}; there are ${Object.keys(RunConfig.entries).join(', ')}`,
  )
}

/** Reads settings written as "optimizer=sgd,learningRate=1e-5,momentum=.9". Throws ConfigError. */
export function readSettings(text: string): Record<string, unknown> {
  const pairs = text.split(',').map((pair) => pair.split('=').map((part) => part.trim()))
  const wrong = pairs.find((pair) => pair.length !== 2 || pair.includes(''))
  if (wrong) throw new ConfigError(`"${wrong.join('=')}" is no setting: write name=value,name=value`)
  const value = (text: string) =>
    text === 'true' || text === 'false' ? text === 'true' : Number.isNaN(Number(text)) ? text : Number(text)
  return Object.fromEntries(pairs.map(([name, text]) => [name, value(text)]))
}

/** The report's six, by its own numbering. AdamW has PyTorch's default weight decay, since the report set none. */
export const REPORT_RUNS: RunConfig[] = [
  { learningRate: 5e-6 },
  {},
  { optimizer: 'adamw', weightDecay: 0.01 },
  { optimizer: 'sgd', momentum: 0.9 },
  { learningRate: 5e-6, batch: 8 },
  { learningRate: 5e-6, batch: 32 },
].map(parseRunConfig)

/**
 * What `train` does when it is told nothing: a run that docs/EXPERIMENT.md shows to be sound, calibrated on the
 * validation rows.
 */
export const CALIBRATED_RUN = parseRunConfig({
  optimizer: 'adamw',
  learningRate: 1e-3,
  weightDecay: 0.01,
  epochs: 20,
  start: 'zero',
  modalityDropout: true,
  calibrate: true,
  threshold: 'macroF1',
})

/** Every combination of what goes beyond the report. */
export function wideRuns(): RunConfig[] {
  const shared = { optimizer: 'adamw', modalityDropout: true, calibrate: true, threshold: 'macroF1', start: 'zero' }
  const axes: Record<string, unknown>[][] = [
    FUSIONS.map((fusion) => ({ fusion })),
    [0.001, 0.01].map((learningRate) => ({ learningRate })),
    [0.01, 0.3].map((weightDecay) => ({ weightDecay })),
    ['none', 'balanced'].map((classWeights) => ({ classWeights })),
    [
      { epochs: 20, patience: 0 },
      { epochs: 100, patience: 10 },
    ],
    [0, 10].map((neighbours) => ({ neighbours })),
  ]
  const combinations = axes.reduce(
    (made, axis) => made.flatMap((settings) => axis.map((more) => ({ ...settings, ...more }))),
    [shared as Record<string, unknown>],
  )
  return combinations.map(parseRunConfig)
}

const TITLES = { adam: 'Adam', adamw: 'AdamW', sgd: 'SGD' }

/** What tells a run from its neighbours in a table. */
export function runTitle(config: RunConfig): string {
  const { optimizer, learningRate, momentum, batch, fusion, weightDecay, classWeights, patience, epochs, neighbours } =
    config
  const parts = [TITLES[optimizer], learningRate.toExponential(), `b${batch}`]
  if (momentum > 0) parts.splice(2, 0, `m${momentum}`)
  if (fusion !== 'concat') parts.push(fusion)
  if (weightDecay > 0) parts.push(`wd${weightDecay}`)
  if (classWeights === 'balanced') parts.push('balanced')
  if (patience > 0) parts.push(`patience ${patience}`)
  else if (epochs !== 10) parts.push(`${epochs} epochs`)
  if (neighbours > 0) parts.push(`${neighbours}-NN`)
  return parts.join(' ')
}
