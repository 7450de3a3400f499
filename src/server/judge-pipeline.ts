import { Lazy } from '../core/lazy.ts'
import { loadTowers } from '../core/model/towers.ts'
import { createPipeline, type Pipeline } from '../core/pipeline.ts'
import type { Beside } from '../core/second/beside.ts'
import { createSecond, readSecond, type Second } from '../core/second/second.ts'
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
    second: second && (await openSecond(second)),
    prepareText: applyTextSteps,
  })
}

/** How the second model is heard, and the model, which loads at the first picture. Throws ModelError. */
export async function openSecond({
  model: folder,
  head: path,
  mayVeil,
}: SecondFiles): Promise<{ beside: Beside; model: Lazy<Second> }> {
  const named = path === undefined ? null : await readHead(path)
  const { beside, head } = await readSecond(platform.readFile, { folder, head: named, mayVeil })
  return { beside, model: new Lazy(async () => createSecond(await loadTowers(platform, folder), head)) }
}
