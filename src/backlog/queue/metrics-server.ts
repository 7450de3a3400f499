import Fastify, { type FastifyInstance } from 'fastify'

/** Figures for Prometheus, as text. */
export interface Metrics {
  contentType: string
  text(): Promise<string>
}

/** A worker's own. */
export async function createMetricsServer(metrics: Metrics): Promise<FastifyInstance> {
  const app = Fastify()
  addMetrics(app, metrics)
  return app
}

export function addMetrics(app: FastifyInstance, metrics: Metrics): void {
  app.get('/metrics', async (_, reply) => reply.type(metrics.contentType).send(await metrics.text()))
  app.get('/health', async () => ({ status: 'ok' }))
}
