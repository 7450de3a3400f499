import { refuseUnjudged, type Verdict } from '../core/decide.ts'
import type { ModelName } from '../core/model/head.ts'
import { say } from '../runtime/node/say.ts'
import { createJudgePool } from '../server/judge-pool.ts'
import { type HeadChoice, judgeModel, openPipeline } from './head.ts'

/** A picture, a text, or both. */
export interface JudgeInput {
  image?: Uint8Array<ArrayBuffer>
  text?: string
  /** Whether the verdict says what each part contributed. */
  explain?: boolean
}

export interface Judge {
  /** How many may be judged at once. */
  atOnce: number
  model: ModelName
  /** Throws PictureError, and UserError for what isn't judged: `notJudged`. */
  judge(input: JudgeInput, signal?: AbortSignal): Promise<Verdict>
  close(): Promise<void>
}

/** Each process has one at work and one waiting, which is there at once. */
const PER_PROCESS = 2

/** Judges here, or in `jobs` other processes, if there is enough to judge for them. Throws ModelError. */
export async function openJudge(choice: HeadChoice, jobs: number, toJudge: number): Promise<Judge> {
  const processes = Math.min(jobs, toJudge)
  if (processes > 1) return openPool(choice, processes)
  const pipeline = await openPipeline(choice)
  return {
    atOnce: 1,
    model: pipeline.model,
    async judge(input, signal) {
      const proceed = async () => signal?.throwIfAborted()
      return refuseUnjudged(say, await pipeline.judge({ ...input, proceed }))
    },
    close: () => pipeline.close(),
  }
}

async function openPool(choice: HeadChoice, processes: number): Promise<Judge> {
  const { files, model } = await judgeModel(choice)
  const pool = createJudgePool({ ...files, whole: false }, processes)
  return {
    atOnce: processes * PER_PROCESS,
    model,
    judge: ({ explain = false, ...input }, signal) => pool.run({ ...input, explain }, signal),
    close: () => pool.close(),
  }
}
