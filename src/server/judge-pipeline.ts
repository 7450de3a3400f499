import { loadTowers } from '../core/model/towers.ts'
import { createPipeline, type Pipeline } from '../core/pipeline.ts'
import { openSecond } from '../core/second/second.ts'
import { readHead } from '../runtime/node/head.ts'
import { platform } from '../runtime/node/platform.ts'
import { applyTextSteps } from '../training/data/text-steps.ts'

/** What the server and the command line judge with. */
export interface JudgeFiles {
  /** The model's folder. */
  model: string
  /** A head.json, unless it is the model's own. */
  head?: string
  /** A model that sees the pictures, too. */
  second?: SecondFiles
}

export interface SecondFiles {
  /** Its folder. */
  model: string
  /** A head.json; without one it is untrained. */
  head?: string
  /** Whether it can flag pictures without a head, too. */
  mayVeil: boolean
}

/** Throws ModelError. */
export async function openJudgePipeline({ model, head, second }: JudgeFiles): Promise<Pipeline> {
  return createPipeline(platform, {
    model,
    head: head === undefined ? undefined : await readHead(head),
    second: second && (await openSecondFiles(second)),
    prepareText: applyTextSteps,
  })
}

/** Throws ModelError. */
export async function openSecondFiles({ model: folder, head: path, mayVeil }: SecondFiles) {
  const head = path === undefined ? null : await readHead(path)
  return openSecond(platform.readFile, { folder, head, mayVeil }, () => loadTowers(platform, folder))
}
