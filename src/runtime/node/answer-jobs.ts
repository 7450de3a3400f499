import { types } from 'node:util'
import { asProblem, type Problem, UserError } from '../../core/user-error.ts'

/** What a pool's process says of a job. An error's class is lost on the way, and with it what its user can mend. */
export type Answer<Result> = { result: Result } | { problem: Problem } | { fault: Error }

/** Does jobs by `work`, which may still be loading; every job gets an answer, even where the loading failed. */
export function answerJobs<Job, Result>(
  loading: Promise<(job: Job) => Promise<Result>>,
): (job: Job) => Promise<Answer<Result>> {
  // told with the jobs
  loading.catch(() => {})
  return async (job) => {
    try {
      const work = await loading
      return { result: await work(job) }
    } catch (error) {
      return error instanceof UserError ? { problem: asProblem(error) } : { fault: sendable(error) }
    }
  }
}

/** What the module loader throws is no error of this thread's, and would arrive without its message. */
function sendable(error: unknown): Error {
  return types.isNativeError(error) ? error : new Error((error as Error).message)
}

/** The result, or the error as it was thrown. */
export function resultOf<Result>(answer: Answer<Result>): Result {
  if ('result' in answer) return answer.result
  throw 'problem' in answer ? new UserError(answer.problem.kind, answer.problem.message) : answer.fault
}
