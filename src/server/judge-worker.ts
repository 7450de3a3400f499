import { workerData } from 'piscina'
import type { Verdict } from '../core/decide.ts'
import { createPipeline } from '../core/pipeline.ts'
import { PictureError } from '../core/pixels.ts'
import { platform } from '../runtime/node/platform.ts'
import { applyTextSteps } from '../training/text-steps.ts'

/** What the server's workers judge with. */
export interface WorkerModel {
  model: string
  head: { bytes: Uint8Array<ArrayBuffer>; name: string } | undefined
}

export interface JudgeJob {
  image?: Uint8Array<ArrayBuffer>
  text?: string
  explain: boolean
}

/** A verdict, or why the picture can't be read: an error's class is lost between threads. */
export type JudgeResult = { verdict: Verdict } | { problem: string }

const pipeline = await createPipeline(platform, { ...(workerData as WorkerModel), prepareText: applyTextSteps })
// the first picture loads the reader: better now than while somebody waits
await pipeline.judge({ image: { width: 32, height: 32, data: new Uint8Array(32 * 32 * 3) } })

export default async function judge(job: JudgeJob): Promise<JudgeResult> {
  try {
    return { verdict: await pipeline.judge(job) }
  } catch (error) {
    if (error instanceof PictureError) return { problem: error.message }
    throw error
  }
}
