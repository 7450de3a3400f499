import { existsSync } from 'node:fs'
import { type Command, Option } from 'commander'
import type { Redis } from 'ioredis'
import type { BacklogQueue } from '../../backlog/queue/queue.ts'
import type { Store } from '../../backlog/store/store.ts'
import { createJudge, type Judge } from '../../core/corrections/corrected-head.ts'
import type { JudgeFiles } from '../../server/judge-pipeline.ts'
import { MODEL_OPTION } from '../embedding.ts'
import { judgeModel } from '../head.ts'
import { EXIT } from '../outcome.ts'
import { UsageError } from '../usage-error.ts'

export interface StoreOptions {
  store?: string
  model?: string
  head?: string
}

export interface FleetOptions extends StoreOptions {
  redis: string
}

export interface Kept {
  store: Store
  /** Whose scores the store gives. */
  judge: Judge
  files: JudgeFiles
  /** Aborted by Ctrl+C, or by who ends the process otherwise. */
  signal: AbortSignal
}

export interface Fleet extends Kept {
  redis: Redis
  queue: BacklogQueue
}

const STORE = 'where results are kept: postgres://USER@HOST/DATABASE, or a file for this machine alone'

/** Where looks and scores are, and whose. */
export function addStoreOptions(command: Command): Command {
  return command
    .addOption(new Option('--store <place>', STORE).env('MEMEVEIL_STORE'))
    .option('--head <file>', "a head.json (default: the model's own)")
    .option('--model <name>', MODEL_OPTION)
}

/** What all commands of a fleet share. */
export function addFleetOptions(command: Command): Command {
  return addStoreOptions(command).addOption(
    new Option('--redis <address>', 'where the queue is').env('MEMEVEIL_REDIS').default('redis://127.0.0.1:6379'),
  )
}

export const tell = (message: string) => console.error(`memeveil: ${message}`)

/** Throws UserError for a file that isn't there: a mistyped name would become an empty store. */
export function refuseNoStore({ store }: StoreOptions): void {
  if (store && !/:\/\//.test(store) && !existsSync(store)) throw new UsageError(`there is no store ${store}`)
}

/** Opens the store for some work, and closes it. What Ctrl+C ends, ends with its own status. Throws UserError. */
export async function withStore(options: StoreOptions, work: (kept: Kept) => Promise<void>): Promise<void> {
  const { store: place, model: folder, head: path } = options
  if (!place) throw new UsageError('--store is wanted (or MEMEVEIL_STORE): postgres://USER@HOST/DATABASE, or a file')
  const interrupted = new AbortController()
  const interrupt = () => interrupted.abort(new Error('interrupted'))
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, interrupt)
  const { signal } = interrupted
  // no other command waits for what only a backlog needs
  const { openStore } = await import('../../backlog/store/open.ts')
  const { head, model, files } = await judgeModel({ model: folder, head: path, byLevel: true })
  const store = await openStore({ place, head, model, tell, signal })
  try {
    await work({ store, judge: createJudge(head, model), files, signal })
  } catch (error) {
    if (!signal.aborted) throw error
    tell('stopped; the same command goes on')
    process.exitCode = EXIT.interrupted
  } finally {
    await store.close()
  }
}

/** The same with the queue. */
export async function withFleet(options: FleetOptions, work: (fleet: Fleet) => Promise<void>): Promise<void> {
  const { connect } = await import('../../backlog/queue/connect.ts')
  const { openQueue } = await import('../../backlog/queue/queue.ts')
  const { redis, close } = await connect(options.redis, tell)
  const queue = openQueue(redis)
  try {
    await withStore(options, (kept) => work({ ...kept, redis, queue }))
  } finally {
    await queue.close()
    close()
  }
}
