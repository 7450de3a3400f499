import { Argument, type Command } from 'commander'
import type { BacklogQueue } from '../../backlog/queue/queue.ts'
import { addFleetOptions, type FleetOptions, tell, withFleet } from './fleet-options.ts'

const ACTIONS: Record<string, (queue: BacklogQueue) => Promise<string>> = {
  async pause(queue) {
    await queue.pause()
    return 'paused: workers finish what they have in hand, and take nothing more'
  },
  async resume(queue) {
    await queue.resume()
    return 'workers go on'
  },
  async retry(queue) {
    const { failed = 0, delayed = 0 } = await queue.getJobCounts('failed', 'delayed')
    await queue.retryJobs({ state: 'failed' })
    await queue.promoteJobs()
    return `tried again now: ${failed} set aside, ${delayed} that were to wait (batches)`
  },
  async clear(queue) {
    const { wait = 0, prioritized = 0, delayed = 0 } = await queue.getJobCounts('wait', 'prioritized', 'delayed')
    await queue.drain(true)
    return `taken out: ${wait + prioritized + delayed} batches; what was judged is not judged again`
  },
}

export function addQueue(program: Command): void {
  const command = program
    .command('queue')
    .description("a fleet's queue: hold it, let it go on, try again what was set aside, take out what waits")
    .addArgument(new Argument('<action>', 'what to do').choices(Object.keys(ACTIONS)))
  addFleetOptions(command).action((action: string, options: FleetOptions) =>
    withFleet(options, async ({ queue }) => tell(await ACTIONS[action](queue))),
  )
}
