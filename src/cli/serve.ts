import { availableParallelism } from 'node:os'
import type { Command } from 'commander'
import { createJudgePool } from '../server/judge-pool.ts'
import { createJudges } from '../server/judges.ts'
import { addBesideOptions, type BesideOptions, secondOf } from './beside-options.ts'
import { MODEL_OPTION } from './embedding.ts'
import { judgeModel } from './head.ts'
import { integerOption } from './number-option.ts'
import { addSensitivityOptions, type SensitivityOptions, sensitivityOf } from './sensitivity-options.ts'
import { addTopicOptions, type TopicOptions, topicFilesOf, topicsOf } from './topic-options.ts'

/** A request gets its answer, or 503, within this many seconds. */
const SECONDS = 20

interface Options extends SensitivityOptions, BesideOptions, TopicOptions {
  host: string
  port: number
  workers: number
  ui: boolean
  head?: string
  model?: string
}

export function addServe(program: Command): void {
  const command = program
    .command('serve')
    .description('answer POST /predict with a multipart "image" and an optional "text"')
    .option('--host <address>', 'where to listen', '0.0.0.0')
    .option('--port <number>', 'on which port; 0 takes a free one', integerOption(0, 65_535), 5000)
    .option('--workers <number>', 'pictures judged at once', integerOption(1, 64), availableParallelism())
    .option('--no-ui', 'no page at / for browsers')
    .option('--head <file>', "a head.json (default: the model's own)")
    .option('--model <name>', MODEL_OPTION)
  addTopicOptions(addBesideOptions(addSensitivityOptions(command))).action(run)
}

async function run({ host, port, workers, ui, head: path, model, ...options }: Options): Promise<void> {
  const warnings: string[] = []
  // any request may name a level
  const topics = await topicFilesOf({ model, ...options })
  const choice = { head: path, model, second: secondOf(options), topics, byLevel: true }
  const { head, files } = await judgeModel(choice, (warning) => void warnings.push(warning))
  // no other command waits for what only a server needs
  const { createApp } = await import('../server/app.ts')
  const pool = createJudgePool({ ...files, whole: true }, workers)
  const judges = createJudges(pool, { workers, seconds: SECONDS, onFault: (error) => app.log.error(error) })
  const sensitivity = { ...sensitivityOf(options), ...(topics && { topics: topicsOf(options) }) }
  const app = await createApp({ judges, head, sensitivity, ui, logger: true })
  for (const warning of warnings) app.log.warn(warning)
  const stop = async () => {
    // no new requests; those under way get their answers
    await app.close()
    await judges.close()
  }
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, stop)
  // else the processes that judge would outlive a port that is taken
  await app.listen({ host, port }).catch((error) => stop().then(() => Promise.reject(error)))
}
