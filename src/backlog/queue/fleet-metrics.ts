import { setTimeout as sleep } from 'node:timers/promises'
import { collectDefaultMetrics, Gauge, Registry } from 'prom-client'
import type { Store } from '../store/store.ts'
import type { Metrics } from './metrics-server.ts'
import type { BacklogQueue } from './queue.ts'
import { type BacklogStatus, backlogsOf } from './status.ts'

const STATES = ['wait', 'prioritized', 'active', 'delayed', 'completed', 'failed'] as const

const BATCHES = { name: 'memeveil_backlog_batches', help: 'Batches in the queue by state', labelNames: ['state'] }
const PAUSED = { name: 'memeveil_queue_paused', help: '1 while the queue is paused' }
const WORKERS = { name: 'memeveil_queue_workers', help: 'Workers at the queue' }

const labelNames = ['backlog'] as const
/** Of each backlog's latest run. */
const OF_BACKLOGS = [
  ['memeveil_backlog_size', 'Pictures in its source, as far as that was read', ({ pictures }) => pictures],
  ['memeveil_backlog_done', 'Pictures of which something is known', ({ entries }) => entries],
  ['memeveil_backlog_failed', 'Pictures that could not be judged', ({ failed }) => failed],
  ['memeveil_backlog_copies', 'Pictures judged by a near copy', ({ copies }) => copies],
] as const satisfies [name: string, help: string, of: (status: BacklogStatus) => number][]

/** What Prometheus is told of the queue and of all backlogs, by one for the whole fleet. */
export function createFleetMetrics(queue: BacklogQueue, store: Store): Metrics {
  const register = new Registry()
  const registers = [register]
  collectDefaultMetrics({ register })
  const batches = new Gauge({ ...BATCHES, registers })
  const paused = new Gauge({ ...PAUSED, registers })
  const workers = new Gauge({ ...WORKERS, registers })
  const gauges = OF_BACKLOGS.map(([name, help, of]) => ({
    gauge: new Gauge({ name, help, labelNames, registers }),
    of,
  }))
  const known = createKnown(() => backlogsOf(store))
  return {
    contentType: register.contentType,
    async text() {
      const [counts, isPaused, atWork, backlogs] = await Promise.all([
        ...[queue.getJobCounts(...STATES), queue.isPaused(), queue.getWorkersCount()],
        known(),
      ] as const)
      for (const state of STATES) batches.set({ state }, counts[state] ?? 0)
      paused.set(isPaused ? 1 : 0)
      workers.set(atWork)
      for (const { gauge, of } of gauges) {
        gauge.reset()
        for (const status of backlogs) gauge.set({ backlog: status.name }, of(status))
      }
      return register.metrics()
    },
  }
}

/** A scrape waits so long for the store. */
const MOST_WAIT_MS = 3000
/** The store counts a backlog of millions for seconds: it is asked again after so many times as long, */
const REST = 10
/** but not later than this after one that waited for a store that was away. */
const MOST_REST_MS = 60_000

/** The latest that is known: while the store is slow or gone that is what it last said. */
function createKnown(ask: () => Promise<BacklogStatus[]>): () => Promise<BacklogStatus[]> {
  let latest: BacklogStatus[] = []
  let due = 0
  let asking: Promise<void> | undefined

  async function refresh(): Promise<void> {
    const start = Date.now()
    try {
      latest = await ask()
    } finally {
      due = Date.now() + Math.min(REST * (Date.now() - start), MOST_REST_MS)
      asking = undefined
    }
  }

  return async () => {
    if (!asking && Date.now() >= due) asking = refresh()
    // one that fails after that is the next scrape's to tell
    asking?.catch(() => {})
    await Promise.race([asking, sleep(MOST_WAIT_MS, undefined, { ref: false })])
    return latest
  }
}
