import type { Command } from 'commander'
import { enqueue } from '../../backlog/queue/enqueue.ts'
import { integerOption } from '../number-option.ts'
import { type InputOptions, inputColumns } from '../table-options.ts'
import { addFleetOptions, type FleetOptions, tell, withFleet } from './fleet-options.ts'
import { addSourceOptions, BACKLOG, backlogName, type SourceOptions, sourceOf } from './source-options.ts'

interface Options extends FleetOptions, SourceOptions, InputOptions {
  backlog?: string
  batch: number
  ahead: number
  priority: number
  tries: number
  backOff: number
}

export function addEnqueue(program: Command): void {
  const command = program
    .command('enqueue')
    .description('put the pictures of a source into the queue of a fleet')
    .option('--backlog <name>', BACKLOG)
    .option('--batch <pictures>', 'pictures that travel together', integerOption(1, 500), 32)
    .option('--ahead <batches>', 'batches that may wait; then this waits for workers', integerOption(1, 100_000), 1000)
    .option('--priority <number>', '1 goes first; 0 before all that have one', integerOption(0, 1_000_000), 0)
    .option('--tries <number>', 'how often a picture is tried before it is set aside', integerOption(1, 100), 5)
    .option('--back-off <seconds>', 'after a failure, at first; then twice as long', integerOption(0, 3600), 5)
  addSourceOptions(addFleetOptions(command)).action(run)
}

async function run(source: string, options: Options): Promise<void> {
  const { batch, ahead, priority, tries, backOff } = options
  const backlog = backlogName(source, options.backlog)
  const { itemsOf } = await import('../../backlog/source/source.ts')
  const items = itemsOf(source, { images: options.images, input: inputColumns(options) })
  await withFleet(options, async ({ queue, store, signal }) => {
    const told = createTold()
    const limits = { batchSize: batch, mostWaiting: ahead, priority, tries, backOffMs: backOff * 1000 }
    const pictures = await enqueue(items, {
      queue,
      store,
      backlog,
      source: sourceOf(source),
      ...limits,
      onBatch: told,
      signal,
    })
    tell(`backlog ${backlog}: ${pictures} pictures are in the queue`)
  })
}

const TELL_MS = 5000

/** Says now and then how far it is. */
function createTold(): (pictures: number) => void {
  let last = Date.now()
  return (pictures) => {
    if (Date.now() - last < TELL_MS) return
    last = Date.now()
    tell(`${pictures} pictures so far`)
  }
}
