import type { FastifyInstance, FastifyReply } from 'fastify'
import { decide, type Sensitivity, type Verdict, weakness } from '../core/decide.ts'
import { explanationOf } from '../core/explanation.ts'
import { LEVELS, type Level } from '../core/model/levels.ts'
import { shownOf } from '../core/model/ratings.ts'
import { say } from '../runtime/node/say.ts'
import { sendError } from './error-answer.ts'
import { createHeldBytes } from './held-bytes.ts'
import type { Judges } from './judges.ts'
import type { Metrics } from './metrics.ts'
import { readUpload, UploadError } from './upload.ts'

interface Options {
  judges: Judges
  /** Where a request names no level. */
  sensitivity: Sensitivity
  metrics: Metrics
}

interface Query {
  explain?: string
  level?: unknown
}

/**
 * `POST /predict`: one picture in, prediction and probability out; with `?explain=1` also what led to them, and with
 * `?level=strict` by that level.
 */
export function addPredictRoute(app: FastifyInstance, { judges, sensitivity, metrics }: Options): void {
  const heldBytes = createHeldBytes()
  app.post<{ Querystring: Query }>('/predict', async (request, reply) => {
    const left = clientLeft(reply)
    refuseUnknown(request.query)
    const explain = request.query.explain === '1'
    const { topics } = sensitivity
    const asked = { ...(sensitivityAsked(request.query.level) ?? sensitivity), topics }
    const held = heldBytes.open()
    try {
      const job = { ...(await readUpload(request, held)), explain }
      const verdict = await judges.judge(job, left)
      const { probability } = verdict
      const prediction = decide(verdict, asked)
      metrics.judged(verdict, prediction)
      const shows = topics && { shows: shownOf(verdict.ratings, topics).map(({ phrase }) => phrase) }
      return { prediction, probability, ...shows, ...(explain && explained(verdict, asked)) }
    } catch (error) {
      // nobody reads this answer; it is no fault of ours that the log should have
      if (error === left.reason) return sendError(reply, 499, 'the client left')
      throw error
    } finally {
      held.end()
    }
  })
}

/** A client that asks for what isn't there would take the answer for what it asked. Throws UploadError. */
function refuseUnknown(query: Query): void {
  const known = ['explain', 'level']
  const unknown = Object.keys(query).find((name) => !known.includes(name))
  if (unknown !== undefined) throw new UploadError(400, `"${unknown}" can't be asked: there is ${known.join(' and ')}`)
}

/** What the query's level means, in the place of a threshold too; null where there is none. Throws UploadError. */
function sensitivityAsked(level: unknown): Sensitivity | null {
  if (level === undefined) return null
  if (LEVELS.includes(level as Level)) return { level: level as Level, threshold: null }
  throw new UploadError(400, `"level" has to be one of ${LEVELS.join(', ')}`)
}

/** The sentences are those of every place that tells why. */
function explained(verdict: Verdict, sensitivity: Sensitivity) {
  const { kind, thresholds, ratings, text, contributions, second, model, ms } = verdict
  const explanation = explanationOf(say, verdict, sensitivity)
  const weak = weakness(say, verdict)
  return { kind, weak, thresholds, ratings, text, contributions, explanation, second, model, ms }
}

/** Aborts when the connection closes, by a reason that no other signal has. */
function clientLeft(reply: FastifyReply): AbortSignal {
  const left = new AbortController()
  reply.raw.on('close', () => left.abort())
  return left.signal
}
