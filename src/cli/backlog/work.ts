import { once } from 'node:events'
import { availableParallelism } from 'node:os'
import type { Command } from 'commander'
import { createPictureBytes } from '../../backlog/bytes/bytes.ts'
import { createSharedTurns } from '../../backlog/bytes/shared-turns.ts'
import { openJudging } from '../../backlog/judging/judging.ts'
import { createMetricsServer } from '../../backlog/queue/board.ts'
import { clockWarning } from '../../backlog/queue/clock.ts'
import { startWork } from '../../backlog/queue/work.ts'
import { createWorkerMetrics } from '../../backlog/queue/worker-metrics.ts'
import { integerOption } from '../number-option.ts'
import { addFetchOptions, type FetchOptions, fetchingOf } from './fetch-options.ts'
import { addFleetOptions, type Fleet, type FleetOptions, tell, withFleet } from './fleet-options.ts'

interface Options extends FleetOptions, FetchOptions {
  jobs: number
  untilEmpty?: boolean
  silent: number
  metrics?: number
}

export function addWork(program: Command): void {
  const command = program
    .command('work')
    .description('take pictures from the queue and judge them, on as many machines as wanted')
    .option('--jobs <number>', 'processes that judge side by side', integerOption(1, 64), availableParallelism())
    .option('--until-empty', 'end once nothing is left to do')
    .option('--silent <seconds>', 'after so long others take what a dead worker had', integerOption(1, 3600), 30)
    .option('--metrics <port>', 'figures for Prometheus at /metrics', integerOption(0, 65_535))
  addFetchOptions(addFleetOptions(command)).action((options: Options) =>
    withFleet(options, (fleet) => work(fleet, options)),
  )
}

async function work({ redis, queue, store, judge, files, signal }: Fleet, options: Options): Promise<void> {
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
    const ending = once(signal, 'abort')
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
