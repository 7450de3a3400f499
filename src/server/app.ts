import type { Server } from 'node:http'
import multipart from '@fastify/multipart'
import Fastify, { type FastifyHttpOptions, type FastifyInstance } from 'fastify'
import type { Sensitivity } from '../core/decide.ts'
import type { HeadFile } from '../core/model/head.ts'
import { answerError, answerNotFound } from './error-answer.ts'
import type { Judges } from './judges.ts'
import { createMetrics } from './metrics.ts'
import { describeModel } from './model-info.ts'
import { openapi } from './openapi.ts'
import { addPredictRoute } from './predict-route.ts'
import { addUi, wantsPage } from './ui/ui.ts'
import { MULTIPART_LIMITS } from './upload.ts'

/** How long a client may take, in ms; Node answers 408 after it. */
interface Patience {
  /** For a request's headers, and not more than for all of it: Node would take the one for the other. */
  headers: number
  /** For all of a request. 10 MB come in a minute at 1.4 Mbit/s. */
  request: number
  /** It is looked so often. */
  every: number
}
const PATIENCE: Patience = { headers: 20_000, request: 60_000, every: 5000 }

interface Options {
  judges: Judges
  head: HeadFile
  /** Where a request names no level. */
  sensitivity: Sensitivity
  /** Whether browsers get a page at `/`. */
  ui: boolean
  /** Structured log of requests: method, path, status, time. No picture, no text, no query. */
  logger: boolean
  patience?: Patience
}

/** `POST /predict`, `GET /`, `/health`, `/metrics`, `/openapi.json`, and the page's files below `/ui`. */
export async function createApp(options: Options): Promise<FastifyInstance> {
  const { judges, head, sensitivity, ui, logger, patience = PATIENCE } = options
  const app = Fastify({
    logger: logger && { serializers: { req: ({ method, url }) => ({ method, path: url.split('?')[0] }) } },
    requestTimeout: patience.request,
    // an address that can't be one gets an answer of the form that all have
    frameworkErrors: (_, request, reply) => void answerNotFound(request, reply),
    http: { headersTimeout: patience.headers, connectionsCheckingInterval: patience.every },
  } satisfies FastifyHttpOptions<Server>)
  const metrics = createMetrics(judges)
  await app.register(multipart, { limits: MULTIPART_LIMITS })
  app.setErrorHandler(answerError)
  app.setNotFoundHandler(answerNotFound)
  closeConnectionsAtTheEnd(app)
  app.addHook('onResponse', async (request, reply) => {
    metrics.answered(request.routeOptions.url ?? 'unknown', reply.statusCode, reply.elapsedTime / 1000)
  })

  addPredictRoute(app, { judges, sensitivity, metrics })
  const sendPage = ui ? addUi(app) : undefined
  app.get('/', async ({ headers: { accept } }, reply) => {
    reply.header('vary', 'accept')
    return sendPage && wantsPage(accept) ? sendPage(reply) : describeModel(head, sensitivity)
  })
  app.get('/health', async (_, reply) => {
    const ready = judges.ready()
    return reply.code(ready ? 200 : 503).send({ status: ready ? 'ok' : 'starting', waiting: judges.waiting() })
  })
  app.get('/metrics', async (_, reply) => reply.type(metrics.contentType).send(await metrics.text()))
  app.get('/openapi.json', async () => openapi)
  return app
}

/** A connection that is kept alive would hold the closing up. */
function closeConnectionsAtTheEnd(app: FastifyInstance): void {
  let closing = false
  app.addHook('preClose', async () => {
    closing = true
  })
  app.addHook('onSend', async (_, reply) => void (closing && reply.header('connection', 'close')))
}
