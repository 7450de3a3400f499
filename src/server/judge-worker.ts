import { refuseUnjudged, type Verdict } from '../core/decide.ts'
import { createPipeline } from '../core/pipeline.ts'
import { readHead } from '../runtime/node/head.ts'
import { platform } from '../runtime/node/platform.ts'
import type { CreateWork } from '../runtime/node/pool.ts'
import { say } from '../runtime/node/say.ts'
import { applyTextSteps } from '../training/data/text-steps.ts'

/** What the processes of the server and the command line judge with. */
export interface JudgeModel {
  /** Its folder. */
  model: string
  /** A head.json, unless it is the model's own. */
  head: string | undefined
  /** Whether the reader and the language tables too are loaded before the first job; else when they are needed. */
  whole: boolean
}

export interface JudgeJob {
  image?: Uint8Array<ArrayBuffer>
  text?: string
  explain: boolean
}

/** Throws UserError for a picture that can't be read or judged. */
export const createWork: CreateWork<JudgeModel, JudgeJob, Verdict> = async ({ model, head, whole }) => {
  const pipeline = await createPipeline(platform, {
    model,
    head: head === undefined ? undefined : await readHead(head),
    prepareText: applyTextSteps,
  })
  if (whole) {
    await pipeline.judge({ image: { width: 32, height: 32, data: new Uint8Array(32 * 32 * 3) } })
    await pipeline.judge({ text: 'long enough to load what tells its language' })
  }
  return async ({ image, text, explain }) =>
    refuseUnjudged(say, await pipeline.judge({ image: image && new Uint8Array(image), text, explain }))
}
