import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { Verdict } from '../core/decide.ts'
import type { Judges } from './judges.ts'

/** Figures for Prometheus. Nothing of what was judged is in them but how many, and how long it took. */
export interface Metrics {
  contentType: string
  answered(route: string, status: number, seconds: number): void
  judged(verdict: Verdict, prediction: string): void
  text(): Promise<string>
}

const REQUEST_SECONDS = {
  name: 'memeveil_request_seconds',
  help: 'Time from request to answer',
  labelNames: ['route', 'status'],
  buckets: [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20],
}
const PREDICTIONS = {
  name: 'memeveil_predictions_total',
  help: 'Pictures judged',
  labelNames: ['prediction'],
}
const STAGE_SECONDS = {
  name: 'memeveil_stage_seconds',
  help: 'Time a stage took',
  labelNames: ['stage'],
  buckets: [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5],
}
const WAITING = { name: 'memeveil_waiting', help: 'Pictures that wait for a worker' }

/** Its own figures and those of the process. */
export function createMetrics(judges: Pick<Judges, 'waiting'>): Metrics {
  const register = new Registry()
  const registers = [register]
  collectDefaultMetrics({ register })
  const requests = new Histogram({ ...REQUEST_SECONDS, registers })
  const predictions = new Counter({ ...PREDICTIONS, registers })
  const stages = new Histogram({ ...STAGE_SECONDS, registers })
  new Gauge({
    ...WAITING,
    registers,
    collect() {
      this.set(judges.waiting())
    },
  })
  return {
    contentType: register.contentType,
    answered: (route, status, seconds) => requests.observe({ route, status }, seconds),
    judged(verdict, prediction) {
      predictions.inc({ prediction })
      for (const [stage, ms] of Object.entries(verdict.ms)) stages.observe({ stage }, ms / 1000)
    },
    text: () => register.metrics(),
  }
}
