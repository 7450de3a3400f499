import { type HeadFile, ownHead, parseHeadBytes } from '../core/model/head.ts'
import type { ModelManifest } from '../core/model/manifest.ts'
import { createPipeline, type Pipeline } from '../core/pipeline.ts'
import { readHead } from '../runtime/node/head.ts'
import { platform } from '../runtime/node/platform.ts'
import { applyTextSteps } from '../training/data/text-steps.ts'
import { modelFolder } from './embedding.ts'

/** The head that was asked for, or the model's own, checked against the model. */
export async function openHead(
  { head, model }: { head?: string; model?: string },
  manifest: ModelManifest,
): Promise<{ head: HeadFile; name: string }> {
  const { bytes, name } =
    head === undefined ? await ownHead(platform.readFile, modelFolder(model), manifest) : await readHead(head)
  return { head: parseHeadBytes(bytes, manifest, name), name }
}

/** The pipeline with the head and the towers that were asked for. Throws ModelError. */
export async function openPipeline({ head, model }: { head?: string; model?: string }): Promise<Pipeline> {
  return createPipeline(platform, {
    model: modelFolder(model),
    head: head === undefined ? undefined : await readHead(head),
    prepareText: applyTextSteps,
  })
}
