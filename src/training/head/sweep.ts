import { join } from 'node:path'
import type { EmbeddedRow } from '../data/embed-rows.ts'
import { DiskCache, hashOf, packEmbedding } from '../data/embedding-cache.ts'
import type { Progress } from '../data/progress.ts'
import { type CrossValidated, crossValidate, type FoldRows, type Plan, refuseThinFolds } from './cross-validation.ts'
import type { EmbeddingSource } from './head-file.ts'
import { lastValidationLoss, type Run, trainRun } from './run.ts'
import type { RunConfig } from './run-config.ts'

/** Trains every configuration on the same rows. */
export function sweep(
  configs: RunConfig[],
  train: EmbeddedRow[],
  validation: EmbeddedRow[],
  source: EmbeddingSource,
): Run[] {
  return configs.map((config) => trainRun(config, train, validation, source))
}

/** The runs with the least validation loss after their last epoch, the best first. */
export function byValidationLoss(runs: Run[]): Run[] {
  return runs.toSorted((a, b) => lastValidationLoss(a) - lastValidationLoss(b))
}

/** Counted up when training or choosing changes, so that what was kept from before is computed again. */
const PROCEDURE = 2

/** What was cross-validated before, in a folder that may hold other caches. */
export function openCrossValidations(folder: string): DiskCache<CrossValidated> {
  return new DiskCache(join(folder, 'cross-validation.jsonl'))
}

export interface CrossValidatedRun extends CrossValidated {
  config: RunConfig
}

/**
 * Cross-validates every configuration, the best mean AUROC first. What `cache` holds of the same rows, model and plan
 * is not computed again. Throws UserError.
 */
export async function crossValidatedSweep(
  configs: RunConfig[],
  rows: FoldRows,
  source: EmbeddingSource,
  plan: Plan,
  cache: DiskCache<CrossValidated>,
  progress: Progress,
): Promise<CrossValidatedRun[]> {
  // what is kept from before may not have been refused
  refuseThinFolds(rows, plan)
  const { dealt, always } = rows
  const data = hashOf(
    JSON.stringify([PROCEDURE, source.manifest.id, plan, dealt.map(fingerprint), always.map(fingerprint)]),
  )
  progress.start('configurations', configs.length)
  const results: CrossValidatedRun[] = []
  for (const config of configs) {
    const key = hashOf(JSON.stringify([data, config]))
    let result = cache.get(key)
    if (!result) cache.set(key, (result = crossValidate(config, rows, source, plan)))
    results.push({ config, ...result })
    progress.tick()
    // the bar draws between configurations
    await new Promise((resolve) => setImmediate(resolve))
  }
  progress.stop()
  return results.sort((a, b) => b.auroc.mean - a.auroc.mean)
}

/** All of a row that a training sees. */
function fingerprint({ text, offensive, imageEmbedding, textEmbedding }: EmbeddedRow): unknown[] {
  const hash = (embedding: Float32Array | null) => embedding && hashOf(packEmbedding(embedding))
  return [text, offensive, hash(imageEmbedding), hash(textEmbedding)]
}
