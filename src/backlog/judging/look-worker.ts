import type { Verdict } from '../../core/decide.ts'
import { platform } from '../../runtime/node/platform.ts'
import type { CreateWork } from '../../runtime/node/pool.ts'
import { type JudgeFiles, openJudgePipeline } from '../../server/judge-pipeline.ts'
import { type Identity, identityOf } from './identity.ts'

/** What there is to judge: a picture, a text, or a picture whose text is known. */
export interface Input {
  image?: Uint8Array<ArrayBuffer>
  text?: string
}

export type LookJob = Input & { what: 'identify' | 'judge' }
export type LookAnswer = Identity | Verdict

/** Pictures are decoded here alone, so one that ends its process ends nothing else. Throws UserError. */
export const createWork: CreateWork<JudgeFiles, LookJob, LookAnswer> = async (files) => {
  const pipeline = await openJudgePipeline(files)
  return async ({ what, image, text }) => {
    const bytes = image && new Uint8Array(image)
    if (what === 'identify') return identityOf(bytes && (await platform.decode(bytes)), text)
    return pipeline.judge({ image: bytes, text, keep: true })
  }
}
