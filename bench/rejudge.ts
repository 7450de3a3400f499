/**
 * How long does another head take over a million embeddings that a store keeps?
 * `memeveil rejudge`, as a whole command, over LOOKS, with PostgreSQL on the same one core. They are one real picture's
 * look, each with another text.
 */
import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { draw } from '../demo/draw.ts'
import { startPostgres } from '../test/fixtures/postgres.ts'
import { startRedis } from '../test/fixtures/redis.ts'
import { interleaved } from './measure/interleaved.ts'
import { benchOptions } from './measure/options.mjs'
import { report } from './measure/report.ts'
import { median, rounded } from './measure/statistics.ts'

const LOOKS = 1_000_000
const { rounds } = benchOptions(process.argv.slice(2), ['rounds'])
const folder = mkdtempSync(join(tmpdir(), 'memeveil-bench-'))
// what is started from here on stays on this core, too; `taskset` is a part of every Linux
execFileSync('taskset', ['-cp', '0', String(process.pid)])
const [redis, postgres] = await Promise.all([startRedis(), startPostgres()])
const client = new pg.Client(postgres.url)
await client.connect()

async function memeveil(...args: string[]): Promise<void> {
  const env = { ...process.env, MEMEVEIL_REDIS: redis.url, MEMEVEIL_STORE: postgres.url }
  const child = spawn(process.execPath, ['bin/memeveil', ...args], { stdio: ['ignore', 'ignore', 'inherit'], env })
  const [status] = await once(child, 'exit')
  if (status !== 0) throw new Error(`memeveil ${args[0]} ended with ${status}`)
}

const words = { top: 'My cat knocked the vase', bottom: 'off the table again' }
writeFileSync(join(folder, 'a.jpg'), await draw({ id: 'a', label: 'non-offensive', scene: 'cat', ...words }))
await memeveil('enqueue', folder)
await memeveil('work', '--jobs', '1', '--until-empty')
await client.query(
  `insert into memeveil_looks (towers, hash, given, band0, band1, band2, band3, signature, look)
   select towers, sha256(n::text::bytea), given, n, n, n, n, signature, replace(look, 'again', n::text)
   from memeveil_looks, generate_series(1, $1) n`,
  [LOOKS - 1],
)
await client.query('vacuum analyze memeveil_looks')

async function rejudge(): Promise<number> {
  await client.query('truncate memeveil_scores')
  await client.query('checkpoint')
  const start = performance.now()
  await memeveil('rejudge')
  const ms = performance.now() - start
  const { rows } = await client.query('select count(*) as n from memeveil_scores')
  if (Number(rows[0].n) !== LOOKS) throw new Error(`${rows[0].n} of ${LOOKS} were scored`)
  return ms / 1000
}

const figures = await interleaved({ rejudge }, rounds)
await client.end()
await Promise.all([redis.close(), postgres.close()])
rmSync(folder, { recursive: true })
report('rejudge', [{ looks: LOOKS, seconds: rounded(median(figures.rejudge)) }], figures)
