import type { Spread } from '../training/head/cross-validation.ts'
import { lastValidationLoss, type Run } from '../training/head/run.ts'
import { runTitle } from '../training/head/run-config.ts'
import type { CrossValidatedRun } from '../training/head/sweep.ts'
import { lossChart } from '../training/measure/charts.ts'
import { decimal, markdownTable } from './markdown.ts'

/** Training and validation loss by epoch, a pair of columns a run. */
export function lossTable(runs: Run[]): string {
  const epochs = Math.max(...runs.map((r) => r.epochs.length))
  const head = ['epoch', ...runs.flatMap((_, i) => [`${i + 1} train`, `${i + 1} val`])]
  const body = Array.from({ length: epochs }, (_, e) => [
    String(e + 1),
    ...runs.flatMap(({ epochs }) =>
      epochs[e] ? [decimal(epochs[e].train, 4), decimal(epochs[e].validation, 4)] : ['', ''],
    ),
  ])
  return [...runs.map(({ config }, i) => `${i + 1}. ${runTitle(config)}`), '', markdownTable(head, body)].join('\n')
}

/** The first two runs of a ranking; empty where there is one alone. */
export function topTwo([first, second]: Run[]): string {
  if (!second) return ''
  const titled = (run: Run) => `${runTitle(run.config)} (validation loss ${decimal(lastValidationLoss(run), 4)})`
  return `Top two: ${titled(first)}, then ${titled(second)}`
}

/** Runs' losses by epoch as SVG. */
export function lossesSvg(runs: Run[]): Promise<string> {
  return lossChart(runs.map(({ config, epochs }) => ({ title: runTitle(config), epochs })))
}

/** A line a configuration, its measures over all folds. */
export function wideTable(results: CrossValidatedRun[]): string {
  return markdownTable(
    ['configuration', 'AUROC, mean ± sd', 'macro-F1, mean ± sd'],
    results.map(({ config, auroc, macroF1 }) => [runTitle(config), plusMinus(auroc), plusMinus(macroF1)]),
  )
}

/** .682 ± .098 */
export function plusMinus({ mean, sd }: Spread): string {
  return `${decimal(mean)} ± ${decimal(sd)}`
}
