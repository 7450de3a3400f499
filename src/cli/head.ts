import { resolve } from 'node:path'
import { type HeadFile, ownHead, parseHeadBytes } from '../core/model/head.ts'
import { ModelManifest, readManifest } from '../core/model/manifest.ts'
import { createPipeline, type Pipeline } from '../core/pipeline.ts'
import { readHead } from '../runtime/node/head.ts'
import { platform } from '../runtime/node/platform.ts'
import type { JudgeModel } from '../server/judge-worker.ts'
import { applyTextSteps } from '../training/data/text-steps.ts'
import { modelFolder } from './embedding.ts'

/** What the options say. */
export interface HeadChoice {
  /** A head.json; the model's own where it is absent. */
  head?: string
  /** A folder; the bundled model where it is absent. */
  model?: string
}

/** The head that was asked for, or the model's own, checked against the model. */
export async function openHead(
  { head, model }: HeadChoice,
  manifest: ModelManifest,
): Promise<{ head: HeadFile; name: string }> {
  const { bytes, name } =
    head === undefined ? await ownHead(platform.readFile, modelFolder(model), manifest) : await readHead(head)
  return { head: parseHeadBytes(bytes, manifest, name), name }
}

/** The pipeline with the head and the towers that were asked for. Throws ModelError. */
export async function openPipeline({ head, model }: HeadChoice): Promise<Pipeline> {
  return createPipeline(platform, {
    model: modelFolder(model),
    head: head === undefined ? undefined : await readHead(head),
    prepareText: applyTextSteps,
  })
}

/** What other processes judge with. A wrong head is told here, before any of them starts: throws ModelError. */
export async function judgeModel(choice: HeadChoice): Promise<{ head: HeadFile; files: Omit<JudgeModel, 'whole'> }> {
  const model = modelFolder(choice.model)
  const manifest = await readManifest(platform.readFile, `${model}/model.json`, ModelManifest)
  const { head } = await openHead(choice, manifest)
  return { head, files: { model, head: choice.head === undefined ? undefined : resolve(choice.head) } }
}
