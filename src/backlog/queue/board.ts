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
  refuseOtherSites(app)
  const serverAdapter = new FastifyAdapter()
  const uiConfig = { boardTitle: 'MemeVeil', hideRedisDetails: true }
  const queues = [new BullMQAdapter(queue, { readOnlyMode: readOnly })]
  createBullBoard({ queues, serverAdapter, options: { uiConfig } })
  await app.register(serverAdapter.registerPlugin())
  return app
}

/**
 * A page elsewhere could have a browser press buttons here, or read it by a name that it has lead here: so the page has
 * to be asked for by an address, or as localhost, and asks from itself alone. Nothing is added here: `enqueue` does it.
 */
function refuseOtherSites(app: FastifyInstance): void {
  app.addHook('onRequest', async ({ url, hostname, headers: { host, origin } }, reply) => {
    if (/^\/(?:metrics|health)$/.test(url)) return
    const isHere = hostname === 'localhost' || isIP(hostname.replace(/^\[|\]$/g, '')) !== 0
    const isOwn = origin === undefined || (URL.canParse(origin) && new URL(origin).host === host)
    if (!isHere || !isOwn || /\/add(?:[/?]|$)/.test(url))
      await reply.code(403).send({ error: 'ask by an address or as localhost, from the board itself' })
  })
}
