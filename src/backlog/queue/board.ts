import { isIP } from 'node:net'
import { createBullBoard } from '@bull-board/api'
import { BullMQAdapter } from '@bull-board/api/bullMQAdapter'
import { FastifyAdapter } from '@bull-board/fastify'
import Fastify, { type FastifyInstance } from 'fastify'
import { addMetrics, type Metrics } from './metrics-server.ts'
import type { BacklogQueue } from './queue.ts'

interface Options {
  queue: BacklogQueue
  metrics: Metrics
  /** Whether batches can be tried again, set aside or taken out there. */
  readOnly: boolean
}

/** Bull Board at `/`, and `/metrics` for Prometheus. */
export async function createBoard({ queue, metrics, readOnly }: Options): Promise<FastifyInstance> {
  const app = Fastify()
  addMetrics(app, metrics)
  refuseOthers(app)
  const serverAdapter = new FastifyAdapter()
  const uiConfig = { boardTitle: 'MemeVeil', hideRedisDetails: true }
  const queues = [new BullMQAdapter(queue, { readOnlyMode: readOnly })]
  createBullBoard({ queues, serverAdapter, options: { uiConfig } })
  await app.register(serverAdapter.registerPlugin())
  return app
}

/** What buttons may do: say when batches have their turn, take them out. What is in a batch `enqueue` alone says. */
const BUTTONS = new Set([
  ...['/pause', '/resume'].flatMap((what) => [`/api/queues${what}`, `/api/queues/:queueName${what}`]),
  ...['retry/:queueStatus', 'clean/:queueStatus', 'promote', 'empty'].map(ofQueue),
  ...['concurrency', 'rate-limit', 'rate-limit/release'].map(ofQueue),
  ...['retry', 'clean', 'promote', 'delay', 'priority'].map((what) => ofQueue(`:jobId/${what}`)),
])

function ofQueue(what: string): string {
  return `/api/queues/:queueName/${what}`
}

/**
 * A page elsewhere could have a browser press buttons here, or read it by a name that it has lead here: so the page has
 * to be asked for by an address, or as localhost, and asks from itself alone. What is asked for is told by the route
 * that answers: an address can be written in many ways.
 */
function refuseOthers(app: FastifyInstance): void {
  app.addHook('onRequest', async ({ method, routeOptions: { url = '' }, hostname, headers }, reply) => {
    if (url === '/metrics' || url === '/health') return
    const { host, origin } = headers
    const isHere = hostname === 'localhost' || isIP(hostname.replace(/^\[|\]$/g, '')) !== 0
    const isOwn = origin === undefined || (URL.canParse(origin) && new URL(origin).host === host)
    if (!isHere || !isOwn)
      return reply.code(403).send({ error: 'ask by an address or as localhost, from the board itself' })
    if (!['GET', 'HEAD'].includes(method) && !BUTTONS.has(url))
      return reply.code(403).send({ error: "the board doesn't do that: what is in the queue is said by enqueue" })
  })
}
