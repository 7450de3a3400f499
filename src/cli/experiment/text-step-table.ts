import type { Spread } from '../../training/head/cross-validation.ts'
import { figure, markdownTable } from '../markdown.ts'
import { plusMinus } from '../run-tables.ts'
import type { TextStepEffect } from './text-step-effects.ts'

/** 95 % interval of a mean, by the normal distribution. */
export function gainInterval({ mean, sd, values }: Spread): { low: number; high: number } {
  const half = (1.96 * sd) / Math.sqrt(values.length)
  return { low: mean - half, high: mean + half }
}

/** A line for no step, for each, and for all of them. */
export function textStepTable(effects: TextStepEffect[]): string {
  return markdownTable(['steps', 'AUROC, mean ± sd', 'gain (95 % interval)', 'helps?'], effects.map(effectRow))
}

function effectRow({ steps, auroc, gain }: TextStepEffect): string[] {
  if (steps.length === 0) return ['none (the default)', plusMinus(auroc), '', '']
  const { low, high } = gainInterval(gain)
  return [
    steps.length > 1 ? 'all (--preprocessing report)' : steps[0],
    plusMinus(auroc),
    figure({ value: gain.mean, low, high, n: gain.values.length }),
    low > 0 ? 'yes' : high < 0 ? 'no, it harms' : 'not clearly',
  ]
}
