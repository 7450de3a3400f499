import { readFile } from 'node:fs/promises'
import { type HeadFile, parseHeadBytes } from '../core/head.ts'
import type { ModelManifest } from '../core/model-manifest.ts'
import { createPipeline, ownHead, type Pipeline } from '../core/pipeline.ts'
import { platform } from '../runtime/node/platform.ts'
import { applyTextSteps } from '../training/text-steps.ts'
import { modelFolder } from './embedding.ts'
import { UsageError } from './usage-error.ts'

/** The bytes of the head that was asked for, or of the model's own. Throws UsageError or ModelError. */
export async function readHead(path: string): Promise<{ bytes: Uint8Array<ArrayBuffer>; name: string }> {
  try {
    return { bytes: new Uint8Array(await readFile(path)), name: path }
  } catch (error) {
    throw new UsageError(`the head ${path} can't be read: ${(error as Error).message}`)
  }
}

/** The head that was asked for, or the model's own, checked against the model. */
export async function openHead({ head, model }: { head?: string; model?: string }, manifest: ModelManifest): Promise<{ head: HeadFile; name: string }> {
  const { bytes, name } = head === undefined ? await ownHead(platform, modelFolder(model), manifest) : await readHead(head)
  return { head: parseHeadBytes(bytes, manifest, name), name }
}

/** The pipeline with the head and the towers that were asked for. Throws UsageError or ModelError. */
export async function openPipeline({ head, model }: { head?: string; model?: string }): Promise<Pipeline> {
  return createPipeline(platform, { model: modelFolder(model), head: head === undefined ? undefined : await readHead(head), prepareText: applyTextSteps })
}
