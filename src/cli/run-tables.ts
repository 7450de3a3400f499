import type { Spread } from '../training/head/cross-validation.ts'
import type { Run } from '../training/head/run.ts'
import { runTitle } from '../training/head/run-config.ts'
import type { CrossValidatedRun } from '../training/head/sweep.ts'
import { markdownTable, share } from './markdown.ts'

/** Training and validation loss by epoch, a pair of columns a run. */
export function lossTable(runs: Run[]): string {
  const epochs = Math.max(...runs.map((r) => r.epochs.length))
  const head = ['epoch', ...runs.flatMap((_, i) => [`${i + 1} train`, `${i + 1} val`])]
  const body = Array.from({ length: epochs }, (_, e) => [
    String(e + 1),
    ...runs.flatMap(({ epochs }) =>
      epochs[e] ? [share(epochs[e].train, 4), share(epochs[e].validation, 4)] : ['', ''],
    ),
  ])
  return [...runs.map(({ config }, i) => `${i + 1}. ${runTitle(config)}`), '', markdownTable(head, body)].join('\n')
}

export function topTwo([first, second]: Run[]): string {
  if (!second) return ''
  const last = ({ config, epochs }: Run) =>
    `${runTitle(config)} (validation loss ${share(epochs[epochs.length - 1].validation, 4)})`
  return `Top two: ${last(first)}, then ${last(second)}`
}

export function wideTable(results: CrossValidatedRun[]): string {
  return markdownTable(
    ['configuration', 'AUROC, mean ± sd', 'macro-F1, mean ± sd'],
    results.map(({ config, auroc, macroF1 }) => [runTitle(config), plusMinus(auroc), plusMinus(macroF1)]),
  )
}

/** .682 ± .098 */
export function plusMinus({ mean, sd }: Spread): string {
  return `${share(mean)} ± ${share(sd)}`
}
