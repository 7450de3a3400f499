import type { AddressInfo } from 'node:net'
import type { Command } from 'commander'
import { createFleetMetrics } from '../../backlog/queue/fleet-metrics.ts'
import { integerOption } from '../number-option.ts'
import { addFleetOptions, type FleetOptions, tell, withFleet } from './fleet-options.ts'
import { untilAborted } from './until-aborted.ts'

interface Options extends FleetOptions {
  host: string
  port: number
  readOnly?: boolean
}

export function addBoard(program: Command): void {
  const command = program
    .command('board')
    .description("a page for browsers on a fleet's queue, and its figures for Prometheus at /metrics")
    .option('--host <address>', 'where to listen; whoever reaches it sees what pictures are called', '127.0.0.1')
    .option('--port <number>', 'on which port; 0 takes a free one', integerOption(0, 65_535), 5001)
    .option('--read-only', 'nothing can be tried again or taken out there')
  addFleetOptions(command).action((options: Options) =>
    withFleet(options, async ({ queue, store, signal }) => {
      const { host, port, readOnly = false } = options
      const { createBoard } = await import('../../backlog/queue/board.ts')
      const app = await createBoard({ queue, metrics: createFleetMetrics(queue, store), readOnly })
      try {
        await app.listen({ host, port })
        tell(`the board is at http://${host}:${(app.server.address() as AddressInfo).port}/`)
        await untilAborted(signal)
      } finally {
        await app.close()
      }
    }),
  )
}
