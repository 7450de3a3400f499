import { refuseUnjudged, type Verdict } from '../core/decide.ts'
import type { CreateWork } from '../runtime/node/pool.ts'
import { say } from '../runtime/node/say.ts'
import { type JudgeFiles, openJudgePipeline } from './judge-pipeline.ts'

/** What the processes of the server and the command line judge with. */
export interface JudgeModel extends JudgeFiles {
  /** Whether the reader and the language tables too are loaded before the first job; else when they are needed. */
  whole: boolean
}

export interface JudgeJob {
  image?: Uint8Array<ArrayBuffer>
  text?: string
  explain: boolean
}

/** Throws UserError for a picture that can't be read or judged. */
export const createWork: CreateWork<JudgeModel, JudgeJob, Verdict> = async ({ whole, ...files }) => {
  const pipeline = await openJudgePipeline(files)
  if (whole) {
    await pipeline.judge({ image: { width: 32, height: 32, data: new Uint8Array(32 * 32 * 3) } })
    await pipeline.judge({ text: 'long enough to load what tells its language' })
  }
  return async ({ image, text, explain }) =>
    refuseUnjudged(say, await pipeline.judge({ image: image && new Uint8Array(image), text, explain }))
}
