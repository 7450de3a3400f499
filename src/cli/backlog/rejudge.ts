import type { Command } from 'commander'
import { rejudgeAll } from '../../backlog/rejudge-all.ts'
import { addStoreOptions, refuseNoStore, type StoreOptions, tell, withStore } from './fleet-options.ts'

export function addRejudge(program: Command): void {
  const command = program
    .command('rejudge')
    .description('score all that a store keeps by another head, from embeddings, without the pictures')
  addStoreOptions(command).action((options: StoreOptions) => {
    refuseNoStore(options)
    return withStore(options, async ({ store, judge, signal }) => {
      const start = performance.now()
      const { scored, unknown } = await rejudgeAll(store, judge, signal)
      const seconds = ((performance.now() - start) / 1000).toFixed(1)
      tell(`${scored} scored by head ${judge.model.head} in ${seconds} s`)
      if (unknown > 0)
        tell(`of ${unknown} others only the pictures can tell: enqueue their source again, the rest costs nothing`)
    })
  })
}
