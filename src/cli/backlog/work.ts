import { availableParallelism } from 'node:os'
import type { Command } from 'commander'
import { integerOption } from '../number-option.ts'
import type { WorkOptions } from './at-work.ts'
import { addFetchOptions } from './fetch-options.ts'
import { addFleetOptions, withFleet } from './fleet-options.ts'

export function addWork(program: Command): void {
  const command = program
    .command('work')
    .description('take pictures from the queue and judge them, on as many machines as wanted')
    .option('--jobs <number>', 'processes that judge side by side', integerOption(1, 64), availableParallelism())
    .option('--until-empty', 'end once nothing is left to do')
    .option('--silent <seconds>', 'after so long others take what a dead worker had', integerOption(1, 3600), 30)
    .option('--metrics <port>', 'figures for Prometheus at /metrics', integerOption(0, 65_535))
  addFetchOptions(addFleetOptions(command)).action(async (options: WorkOptions) => {
    const { work } = await import('./at-work.ts')
    await withFleet(options, (fleet) => work(fleet, options))
  })
}
