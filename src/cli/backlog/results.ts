import type { Command } from 'commander'
import { rowsOf } from '../../backlog/results/results.ts'
import { rowsBy } from '../../backlog/results/row.ts'
import { say } from '../../runtime/node/say.ts'
import { EXIT } from '../outcome.ts'
import { addSensitivityOptions, type SensitivityOptions, sensitivityOf } from '../sensitivity-options.ts'
import { UsageError } from '../usage-error.ts'
import { countResults } from './count-results.ts'
import { addStoreOptions, refuseNoStore, type StoreOptions, tell, withStore } from './fleet-options.ts'

interface Options extends StoreOptions, SensitivityOptions {
  out: string
}

export function addResults(program: Command): void {
  const command = program
    .command('results')
    .description('write what became of a backlog as CSV, JSON lines or Parquet')
    .argument('<backlog>', 'what it is called (see "memeveil status")')
    .requiredOption('--out <file>', 'where it goes: a name that ends in .csv, .jsonl or .parquet')
  addSensitivityOptions(addStoreOptions(command)).action(async (name: string, options: Options) => {
    const { refuseOutput, writeRows } = await import('../../backlog/results/write.ts')
    refuseOutput(options.out)
    refuseNoStore(options)
    return withStore(options, async ({ store, judge }) => {
      const backlogs = await store.backlogs()
      const backlog = backlogs.find((one) => one.name === name)
      const known = backlogs.map((one) => one.name).join(', ') || 'none'
      if (!backlog) throw new UsageError(`there is no backlog ${name} in the store; there are: ${known}`)
      const toRow = rowsBy(judge, sensitivityOf(options), say)
      const { counted, onRow } = countResults()
      const rows = rowsOf({ store, backlog: name, run: backlog.run, toRow, onRow })
      await writeRows(options.out, rows)
      const { entries } = await store.counts(name, backlog.run)
      const left = backlog.pictures - entries
      const isWhole = left <= 0 && backlog.ended
      tell(`${options.out}, run ${backlog.run} of ${name}: ${counted.summary('picture')}`)
      if (!isWhole) tell(`${left > 0 ? left : 'some'} more are not done yet`)
      if (!isWhole || counted.missed() > 0) process.exitCode = EXIT.notJudged
    })
  })
}
