import { createPictureBytes } from '../../backlog/bytes/bytes.ts'
import { createSharedTurns } from '../../backlog/bytes/shared-turns.ts'
import { openJudging } from '../../backlog/judging/judging.ts'
import { clockWarning } from '../../backlog/queue/clock.ts'
import { createMetricsServer } from '../../backlog/queue/metrics-server.ts'
import { startWork } from '../../backlog/queue/work.ts'
import { createWorkerMetrics } from '../../backlog/queue/worker-metrics.ts'
import { type FetchOptions, fetchingOf } from './fetch-options.ts'
import { type Fleet, type FleetOptions, tell } from './fleet-options.ts'
import { untilAborted } from './until-aborted.ts'

export interface WorkOptions extends FleetOptions, FetchOptions {
  jobs: number
  untilEmpty?: boolean
  silent: number
  metrics?: number
}

/** Takes pictures from the queue until it is told to end, or nothing is left. Throws UserError. */
export async function work({ redis, queue, store, judge, files, signal }: Fleet, options: WorkOptions): Promise<void> {
  const { jobs, copies, silent, metrics: port } = options
  const metrics = createWorkerMetrics()
  const bytes = createPictureBytes({ ...fetchingOf(options), turns: createSharedTurns(redis) })
  const told = { onDone: metrics.done, onJudged: metrics.judged }
  const judging = openJudging({ store, judge, files, jobs, bytes, copies, ...told })
  const warning = await clockWarning(redis)
  if (warning) tell(warning)
  const server = port === undefined ? undefined : await createMetricsServer(metrics)
  try {
    await server?.listen({ host: '0.0.0.0', port })
    const working = startWork({ redis, queue, store, judge: judging.judge, silentMs: silent * 1000, tell })
    tell(`at work with ${jobs} process${jobs === 1 ? '' : 'es'}; Ctrl+C ends it after what is in hand, twice at once`)
    const ending = untilAborted(signal)
    const ends = options.untilEmpty ? [ending, working.untilEmpty()] : [ending]
    try {
      await Promise.race([working.failed, ...ends])
    } finally {
      await working.close()
    }
  } finally {
    await Promise.all([judging.close(), bytes.close(), server?.close()])
  }
}
