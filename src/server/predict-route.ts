import type { FastifyInstance, FastifyReply } from 'fastify'
import { decide } from '../core/decide.ts'
import { sendError } from './error-answer.ts'
import type { Judges } from './judges.ts'
import type { Metrics } from './metrics.ts'
import { readUpload } from './upload.ts'

interface Options {
  judges: Judges
  /** Flag from this probability on. */
  threshold: number
  metrics: Metrics
}

/** `POST /predict`: one picture in, prediction and probability out; with `?explain=1` also what led to them. */
export function addPredictRoute(app: FastifyInstance, { judges, threshold, metrics }: Options): void {
  app.post<{ Querystring: { explain?: string } }>('/predict', async (request, reply) => {
    const left = clientLeft(reply)
    const explain = request.query.explain === '1'
    const job = { ...(await readUpload(request)), explain }
    try {
      const verdict = await judges.judge(job, left)
      const { probability, text, contributions, model, ms } = verdict
      const prediction = decide(probability, threshold)
      metrics.judged(verdict, prediction)
      return explain ? { prediction, probability, text, contributions, model, ms } : { prediction, probability }
    } catch (error) {
      // nobody reads this answer; it is no fault of ours that the log should have
      if (error === left.reason) return sendError(reply, 499, 'the client left')
      throw error
    }
  })
}

/** Aborts when the connection closes, by a reason that no other signal has. */
function clientLeft(reply: FastifyReply): AbortSignal {
  const left = new AbortController()
  reply.raw.on('close', () => left.abort())
  return left.signal
}
