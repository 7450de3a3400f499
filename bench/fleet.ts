/**
 * How many pictures a second does a fleet judge, beside one worker and beside `predict` without a queue?
 * A machine of a fleet is a core here: one worker on one core and two on two, and `predict` on as many, which tells
 * what the cores themselves give. Each is run as a whole command over FEW and over MANY captioned pictures that its
 * store has never seen, and told by what the others take, so that starts don't count.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Redis } from 'ioredis'
import pg from 'pg'
import { draw } from '../demo/draw.ts'
import { startPostgres } from '../test/fixtures/postgres.ts'
import { startRedis } from '../test/fixtures/redis.ts'
import { interleaved, type Measure } from './measure/interleaved.ts'
import { benchOptions } from './measure/options.mjs'
import { report } from './measure/report.ts'
import { median, rounded } from './measure/statistics.ts'

const FEW = 8
const MANY = 256
const { rounds } = benchOptions(process.argv.slice(2), ['rounds'])
const folder = mkdtempSync(join(tmpdir(), 'memeveil-bench-'))
const [redis, postgres] = await Promise.all([startRedis(), startPostgres()])

for (const [name, n] of [
  ['few', FEW],
  ['many', MANY],
] as const) {
  mkdirSync(join(folder, name))
  for (let i = 0; i < n; i++) {
    const words = { top: `My cat has knocked ${i}`, bottom: `of ${n + i} vases off the table` }
    const bytes = await draw({ id: `${name}${i}`, label: 'non-offensive', scene: 'cat', ...words })
    writeFileSync(join(folder, name, `${i}.jpg`), bytes)
  }
}

/** On one core alone, where `core` says which; `taskset` is a part of every Linux. */
function memeveil(args: string[], core?: number): Promise<unknown> {
  const command = [process.execPath, 'bin/memeveil', ...args]
  const [program, ...rest] = core === undefined ? command : ['taskset', '-c', String(core), ...command]
  const env = { ...process.env, MEMEVEIL_REDIS: redis.url, MEMEVEIL_STORE: postgres.url }
  return once(spawn(program, rest, { stdio: ['ignore', 'ignore', 'inherit'], env }), 'exit')
}

/** Nothing is known any more. */
async function forget(): Promise<void> {
  const connection = new Redis(redis.url)
  await connection.flushall()
  connection.disconnect()
  const client = new pg.Client(postgres.url)
  await client.connect()
  await client.query('drop schema public cascade; create schema public')
  await client.end()
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  await work()
  return performance.now() - start
}

/** Pictures a second, over what MANY take longer than FEW. */
function rate(judge: (pictures: string) => Promise<unknown>): Measure {
  return async () => {
    const ms: number[] = []
    for (const pictures of ['few', 'many']) {
      await forget()
      await memeveil(['enqueue', join(folder, pictures), '--batch', '4'])
      ms.push(await timed(() => judge(pictures)))
    }
    return ((MANY - FEW) / (ms[1] - ms[0])) * 1000
  }
}

const work = (core: number) => memeveil(['work', '--jobs', '1', '--until-empty', '--no-copies'], core)
function predict(pictures: string, jobs: number, core?: number) {
  rmSync(join(folder, 'store'), { force: true })
  const to = ['--store', join(folder, 'store'), '--out', join(folder, 'out.csv')]
  return memeveil(['predict', join(folder, pictures), '--jobs', String(jobs), '--no-copies', ...to], core)
}
const figures = await interleaved(
  {
    'one worker, one core': rate(() => work(0)),
    'two workers, two cores': rate(() => Promise.all([work(0), work(1)])),
    'predict, one core': rate((pictures) => predict(pictures, 1, 0)),
    'predict, two cores': rate((pictures) => predict(pictures, 2)),
  },
  rounds,
)
await Promise.all([redis.close(), postgres.close()])
rmSync(folder, { recursive: true })

const rows = Object.entries(figures).map(([name, rates]) => ({ name, 'pictures a second': rounded(median(rates)) }))
report('fleet', rows, { few: FEW, many: MANY, figures })
const ratio = (a: string, b: string) => rounded(median(figures[a].map((one, round) => one / figures[b][round])))
console.log(`two workers to one: ${ratio('two workers, two cores', 'one worker, one core')}`)
console.log(`predict on two cores to one: ${ratio('predict, two cores', 'predict, one core')}`)
console.log(`two workers to predict: ${ratio('two workers, two cores', 'predict, two cores')}`)
