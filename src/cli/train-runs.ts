import { join } from 'node:path'
import { inSplit } from '../training/data/dataset.ts'
import type { EmbeddedRow } from '../training/data/embed-rows.ts'
import { writeWhole } from '../training/data/output-file.ts'
import { foldRows, type MeasureOn } from '../training/head/cross-validation.ts'
import type { EmbeddingSource } from '../training/head/head-file.ts'
import { type Run, trainRun } from '../training/head/run.ts'
import type { RunConfig } from '../training/head/run-config.ts'
import { byValidationLoss, crossValidatedSweep, openCrossValidations, sweep } from '../training/head/sweep.ts'
import { progressBar } from './progress.ts'
import { lossesSvg, lossTable, topTwo, wideTable } from './run-tables.ts'

/** Trains one run or the report's six, shows losses by epoch and the best two; returns the least validation loss's. */
export async function trainFew(
  configs: RunConfig[],
  rows: EmbeddedRow[],
  source: EmbeddingSource,
  out: string,
): Promise<Run> {
  const runs = sweep(configs, inSplit(rows, 'train'), inSplit(rows, 'val'), source)
  const ranked = byValidationLoss(runs)
  const text = [lossTable(runs), topTwo(ranked)].filter(Boolean).join('\n\n')
  console.log(text)
  writeWhole(join(out, 'losses.md'), `${text}\n`)
  writeWhole(join(out, 'losses.svg'), await lossesSvg(runs))
  return ranked[0]
}

/** How the combinations of the wide sweep are measured, and where what was measured before is kept. */
export interface WideOptions {
  folds: number
  repeats: number
  measureOn: MeasureOn
  cache: string
}

/**
 * All combinations, cross-validated over the training and validation rows; the best is then trained on the splits as
 * given.
 */
export async function trainWide(
  configs: RunConfig[],
  rows: EmbeddedRow[],
  source: EmbeddingSource,
  { folds, repeats, measureOn, cache }: WideOptions,
  out: string,
): Promise<Run> {
  const results = await crossValidatedSweep(
    configs,
    foldRows(rows, measureOn),
    source,
    { folds, seeds: repeats },
    openCrossValidations(cache),
    progressBar(),
  )
  const text = wideTable(results)
  console.log(text)
  writeWhole(join(out, 'sweep.md'), `${text}\n`)
  return trainRun(results[0].config, inSplit(rows, 'train'), inSplit(rows, 'val'), source)
}
