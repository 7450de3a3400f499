import type { EmbeddedRow, Progress } from '../data/embed-rows.ts'
import { type DiskCache, hashOf, packEmbedding } from '../data/embedding-cache.ts'
import { type CrossValidated, crossValidate } from './cross-validation.ts'
import { type Run, type Tower, trainRun } from './run.ts'
import type { RunConfig } from './run-config.ts'

/** Trains every configuration on the same rows. */
export function sweep(configs: RunConfig[], train: EmbeddedRow[], validation: EmbeddedRow[], tower: Tower): Run[] {
  return configs.map((config) => trainRun(config, train, validation, tower))
}

/** The runs with the least validation loss after their last epoch, the best first. */
export function byValidationLoss(runs: Run[]): Run[] {
  const last = (run: Run) => run.epochs[run.epochs.length - 1].validation
  return runs.toSorted((a, b) => last(a) - last(b))
}

/** Counted up when training or choosing changes: what was kept from before is computed anew. */
const PROCEDURE = 2

export interface CrossValidatedRun extends CrossValidated {
  config: RunConfig
}

/**
 * Cross-validates every configuration over `rows`, with `always` in every training, the best mean AUROC first. What `cache` holds of the same rows, model
 * and plan is not computed again.
 */
export async function crossValidatedSweep(
  configs: RunConfig[],
  rows: EmbeddedRow[],
  always: EmbeddedRow[],
  tower: Tower,
  plan: { folds: number; seeds: number },
  cache: DiskCache<CrossValidated>,
  progress: Progress,
): Promise<CrossValidatedRun[]> {
  const data = hashOf(JSON.stringify([PROCEDURE, tower.manifest.id, plan, rows.map(nameOf), always.map(nameOf)]))
  progress.start('configurations', configs.length)
  const results: CrossValidatedRun[] = []
  for (const config of configs) {
    const key = hashOf(JSON.stringify([data, config]))
    let result = cache.get(key)
    if (!result) cache.set(key, (result = crossValidate(config, rows, always, tower, plan)))
    results.push({ config, ...result })
    progress.tick()
    // the bar draws between configurations
    await new Promise((resolve) => setImmediate(resolve))
  }
  progress.stop()
  return results.sort((a, b) => b.auroc.mean - a.auroc.mean)
}

function nameOf({ text, offensive, image, words }: EmbeddedRow): unknown[] {
  const hash = (embedding: Float32Array | null) => embedding && hashOf(packEmbedding(embedding))
  return [text, offensive, hash(image), hash(words)]
}
