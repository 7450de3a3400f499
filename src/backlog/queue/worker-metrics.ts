import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { Verdict } from '../../core/decide.ts'
import type { Done } from '../judging/looks.ts'
import type { Metrics } from './metrics-server.ts'
import { usageOfTree } from './process-tree.ts'

/** What Prometheus is told by a worker of what it did. */
export interface WorkerMetrics extends Metrics {
  done(done: Done): void
  judged(verdict: Verdict): void
}

/** So that each is there from the start: Prometheus sees no first step of what appears with it. */
const DONE: Record<Done, true> = { judged: true, known: true, copy: true, rejudged: true, failed: true, entered: true }

const PICTURES = {
  name: 'memeveil_backlog_pictures_total',
  help: 'Pictures of a backlog by what became of them',
  labelNames: ['done'],
}
const STAGE_SECONDS = {
  name: 'memeveil_stage_seconds',
  help: 'Time a stage took',
  labelNames: ['stage'],
  buckets: [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
}
const MEMORY = { name: 'memeveil_worker_memory_bytes', help: 'Memory of the worker and its processes' }
const SECONDS = { name: 'memeveil_worker_cpu_seconds_total', help: 'Time on cores of the worker and its processes' }

/** Its own figures and those of its processes. */
export function createWorkerMetrics(): WorkerMetrics {
  const register = new Registry()
  const registers = [register]
  collectDefaultMetrics({ register })
  const pictures = new Counter({ ...PICTURES, registers })
  for (const done of Object.keys(DONE)) pictures.inc({ done }, 0)
  const stages = new Histogram({ ...STAGE_SECONDS, registers })
  const memory = new Gauge({ ...MEMORY, registers })
  const seconds = new Counter({ ...SECONDS, registers })
  return {
    contentType: register.contentType,
    done: (done) => pictures.inc({ done }),
    judged({ ms }) {
      for (const [stage, time] of Object.entries(ms)) stages.observe({ stage }, time / 1000)
    },
    async text() {
      const usage = await usageOfTree(process.pid)
      if (usage) {
        memory.set(usage.memory)
        seconds.reset()
        seconds.inc(usage.seconds)
      }
      return register.metrics()
    },
  }
}
