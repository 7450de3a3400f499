import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { Verdict } from '../../core/decide.ts'
import type { Done } from '../judging/looks.ts'
import type { BacklogQueue } from './queue.ts'

/** What Prometheus is told of a queue and, by a worker, of what it did. */
export interface FleetMetrics {
  contentType: string
  done(done: Done): void
  judged(verdict: Verdict): void
  text(): Promise<string>
}

const STATES = ['wait', 'prioritized', 'active', 'delayed', 'completed', 'failed'] as const

const DONE = {
  name: 'memeveil_backlog_pictures_total',
  help: 'Pictures of a backlog by what became of them',
  labelNames: ['done'],
}
const STAGE_SECONDS = {
  name: 'memeveil_stage_seconds',
  help: 'Time a stage took',
  labelNames: ['stage'],
  buckets: [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5],
}
const BATCHES = { name: 'memeveil_backlog_batches', help: 'Batches in the queue by state', labelNames: ['state'] }

export function createFleetMetrics(queue: BacklogQueue): FleetMetrics {
  const register = new Registry()
  const registers = [register]
  collectDefaultMetrics({ register })
  const pictures = new Counter({ ...DONE, registers })
  const stages = new Histogram({ ...STAGE_SECONDS, registers })
  new Gauge({
    ...BATCHES,
    registers,
    async collect() {
      const counts = await queue.getJobCounts(...STATES)
      for (const state of STATES) this.set({ state }, counts[state] ?? 0)
    },
  })
  return {
    contentType: register.contentType,
    done: (done) => pictures.inc({ done }),
    judged({ ms }) {
      for (const [stage, time] of Object.entries(ms)) stages.observe({ stage }, time / 1000)
    },
    text: () => register.metrics(),
  }
}
