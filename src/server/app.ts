import { type Server, STATUS_CODES } from 'node:http'
import multipart from '@fastify/multipart'
import Fastify, {
  type FastifyBaseLogger,
  type FastifyError,
  type FastifyHttpOptions,
  type FastifyInstance,
  type FastifyReply,
} from 'fastify'
import { decide } from '../core/decide.ts'
import type { ErrorKind, Problem } from '../core/user-error.ts'
import { BusyError, type Judges } from './judges.ts'
import { createMetrics } from './metrics.ts'
import { openapi } from './openapi.ts'
import { LIMITS, readUpload, UploadError } from './upload.ts'

/** A client has this long to send its request, in ms; Node answers 408 after it. */
const REQUEST_TIMEOUT = 20_000

interface Options {
  judges: Judges
  /** Flag from this probability on. */
  threshold: number
  /** Structured log of requests: method, path, status, time. No picture, no text, no query. */
  logger: boolean
}

/** `POST /predict`, `GET /health`, `/metrics`, `/openapi.json`. */
export async function createApp({ judges, threshold, logger }: Options): Promise<FastifyInstance> {
  const options: FastifyHttpOptions<Server> = {
    logger: logger && { serializers: { req: ({ method, url }) => ({ method, path: url.split('?')[0] }) } },
    requestTimeout: REQUEST_TIMEOUT,
    http: { connectionsCheckingInterval: 5000 },
  }
  const app = Fastify(options)
  const metrics = createMetrics(judges)
  await app.register(multipart, {
    limits: { fileSize: LIMITS.bytes, files: 2, fields: 4, parts: 6, fieldSize: LIMITS.textBytes, fieldNameSize: 100 },
  })
  app.setErrorHandler(answerError)
  app.setNotFoundHandler((request, reply) =>
    sendError(reply, 404, `there is no ${request.method} ${request.url.split('?')[0].slice(0, 100)}`),
  )
  let closing = false
  app.addHook('preClose', async () => {
    closing = true
  })
  // a connection kept alive would hold the closing up
  app.addHook('onSend', async (_, reply) => void (closing && reply.header('connection', 'close')))
  app.addHook('onResponse', async (request, reply) => {
    metrics.answered(request.routeOptions.url ?? 'unknown', reply.statusCode, reply.elapsedTime / 1000)
  })

  app.post<{ Querystring: { explain?: string } }>('/predict', async (request, reply) => {
    const left = new AbortController()
    reply.raw.on('close', () => left.abort())
    const explain = request.query.explain === '1'
    const result = await judges.judge({ ...(await readUpload(request)), explain }, left.signal)
    if ('problem' in result) throw toHttpError(result.problem)
    const { probability, text, contributions, model, ms } = result.verdict
    const prediction = decide(probability, threshold)
    metrics.judged(result.verdict, prediction)
    return explain ? { prediction, probability, text, contributions, model, ms } : { prediction, probability }
  })
  app.get('/health', async (_, reply) => {
    const ready = judges.ready()
    return reply.code(ready ? 200 : 503).send({ status: ready ? 'ok' : 'starting', waiting: judges.waiting() })
  })
  app.get('/metrics', async (_, reply) => reply.type(metrics.contentType).send(await metrics.text()))
  app.get('/openapi.json', async () => openapi)
  return app
}

/** What the client can mend, by its kind; any other problem is ours. */
const STATUS_BY_KIND: Partial<Record<ErrorKind, number>> = { picture: 422, language: 422, 'large-picture': 413 }

function toHttpError({ kind, message }: Problem): UploadError {
  return new UploadError(STATUS_BY_KIND[kind] ?? 500, message)
}

function sendError(reply: FastifyReply, statusCode: number, message: string): FastifyReply {
  return reply.code(statusCode).send({ statusCode, error: STATUS_CODES[statusCode], message })
}

function answerError(
  this: { log: FastifyBaseLogger },
  error: FastifyError | BusyError | UploadError,
  _: unknown,
  reply: FastifyReply,
): FastifyReply {
  if (error instanceof BusyError)
    return sendError(reply.header('Retry-After', String(error.retryAfter)), 503, error.message)
  // nobody reads this answer, but the log does
  if (error.name === 'AbortError') return sendError(reply, 499, 'the client left')
  const status = error.statusCode ?? 500
  if (status < 500) return sendError(reply, status, error.message)
  this.log.error(error)
  return sendError(reply, 500, 'the picture could not be judged')
}
