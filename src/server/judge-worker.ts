import { notJudged, type Verdict } from '../core/decide.ts'
import { createPipeline } from '../core/pipeline.ts'
import { asProblem, type Problem, UserError } from '../core/user-error.ts'
import { readHead } from '../runtime/node/head.ts'
import { platform } from '../runtime/node/platform.ts'
import type { CreateWork } from '../runtime/node/pool.ts'
import { applyTextSteps } from '../training/data/text-steps.ts'

/** What the server's workers judge with: a model folder, and a head.json unless it is the model's own. */
export interface JudgeModel {
  model: string
  head: string | undefined
}

export interface JudgeJob {
  image?: Uint8Array<ArrayBuffer>
  text?: string
  explain: boolean
}

/** A verdict, or why the picture can't be read or judged. */
export type JudgeResult = { verdict: Verdict } | { problem: Problem }

/** Loads everything that judging needs, the reader and the language tables too, so that no request waits for them. */
export const createWork: CreateWork<JudgeModel, JudgeJob, JudgeResult> = async ({ model, head }) => {
  const pipeline = await createPipeline(platform, {
    model,
    head: head === undefined ? undefined : await readHead(head),
    prepareText: applyTextSteps,
  })
  await pipeline.judge({ image: { width: 32, height: 32, data: new Uint8Array(32 * 32 * 3) } })
  await pipeline.judge({ text: 'long enough to load what tells its language' })
  return async ({ image, text, explain }) => {
    try {
      const verdict = await pipeline.judge({ image: image && new Uint8Array(image), text, explain })
      const unjudged = notJudged(verdict)
      if (unjudged) throw new UserError(unjudged.kind, unjudged.reason)
      return { verdict }
    } catch (error) {
      return { problem: asProblem(error) }
    }
  }
}
