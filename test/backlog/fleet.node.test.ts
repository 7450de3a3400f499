import { appendFileSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { expect, test, vi } from 'vitest'
import { drawSquares, linesOf, useFleet, type Worker } from '../fixtures/fleet.ts'
import { MOMENTS, moments } from '../fixtures/moments.ts'
import { startRedis } from '../fixtures/redis.ts'

vi.setConfig({ testTimeout: 240_000 + 10_000 * MOMENTS })

const fleet = useFleet()
const PICTURES = 40
/** How long a service is away. */
const AWAY_MS = 1000 * Number(process.env.MEMEVEIL_AWAY_SECONDS ?? 3)

let seed = 0
/** A folder of so many pictures that no test before had, each twice, in the queue. */
async function backlog(name: string, pictures = PICTURES): Promise<string> {
  const folder = join(fleet.folder, name)
  await drawSquares(
    folder,
    Array.from({ length: pictures / 2 }, () => ++seed),
    2,
  )
  await fleet.run('enqueue', folder, '--batch', '4')
  return folder
}

const entries = async (name: string) => {
  const [{ n }] = await fleet.rows<{ n: string }>(
    `select count(*) as n from memeveil_items where backlog = '${name}' and look is not null`,
  )
  return Number(n)
}
const midway = (name: string, pictures = 4) =>
  vi.waitUntil(async () => (await entries(name)) >= pictures, { timeout: 60_000, interval: 50 })

/** Each picture has one entry, each look is there once, and the results are those of one process without a queue. */
async function expectAllOnce(name: string, folder: string): Promise<void> {
  expect(await entries(name)).toBe(PICTURES)
  const [{ looks, scores }] = await fleet.rows<{ looks: string; scores: string }>(
    `select count(distinct items.look) as looks, count(distinct (scores.look, scores.head)) as scores
     from memeveil_items items join memeveil_scores scores using (look) where backlog = '${name}'`,
  )
  expect([Number(looks), Number(scores)]).toEqual([PICTURES / 2, PICTURES / 2])
  const [fleets, own] = ['fleet', 'own'].map((by) => join(fleet.folder, `${name}-${by}.csv`))
  await fleet.run('results', name, '--out', fleets)
  await fleet.start(['predict', folder, '--jobs', '1', '--out', own], { MEMEVEIL_STORE: '' }).ended
  expect(linesOf(fleets)).toHaveLength(PICTURES)
  expect(readFileSync(fleets, 'utf8')).toBe(readFileSync(own, 'utf8'))
}

/** What a worker and its processes run before anything else. */
const preload = (script: string) => ({ NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(script)}` })

test('two workers that are killed by turns lose nothing and score nothing twice', async () => {
  const folder = await backlog('killed')
  let workers: Worker[] = [fleet.work(), fleet.work()]
  await midway('killed')
  for (const ms of moments(3000)) {
    await pause(ms)
    const [first, second] = workers
    await first.kill()
    workers = [second, fleet.work()]
  }
  for (const worker of workers) await worker.kill()
  expect(await fleet.work(['--until-empty']).ended).toBe(0)
  await expectAllOnce('killed', folder)
})

test('a Redis that is killed midway and comes back with its append-only file loses nothing', async () => {
  const folder = await backlog('redis')
  const worker = fleet.work(['--until-empty'])
  await midway('redis')
  const { folder: kept, port } = fleet.redis
  await fleet.redis.kill()
  await pause(AWAY_MS)
  fleet.redis = await startRedis({ appendOnly: true, folder: kept, port })
  expect(await worker.ended).toBe(0)
  expect(worker.said()).toMatch(/Redis is gone; waiting for it\n[\s\S]*Redis is back/)
  await expectAllOnce('redis', folder)
})

test('a PostgreSQL that is killed midway is waited for', async () => {
  const folder = await backlog('postgres')
  const worker = fleet.work(['--until-empty'])
  await midway('postgres')
  await fleet.postgres.kill()
  await pause(AWAY_MS)
  await fleet.postgres.start()
  expect(await worker.ended).toBe(0)
  expect(worker.said()).toMatch(/the store is gone \(.+\); waiting for it\n[\s\S]*the store is back/)
  await expectAllOnce('postgres', folder)
})

test('workers whose clocks jump by years do all the same', async () => {
  const folder = await backlog('clock')
  const jumping = (days: number) => {
    const after = `now() > start + 3000 ? ${days * 24 * 3600 * 1000} : 0`
    return preload(`const now = Date.now; const start = now(); Date.now = () => now() + (${after})`)
  }
  const workers = [fleet.work(['--until-empty'], jumping(400)), fleet.work(['--until-empty'], jumping(-400))]
  expect(await Promise.all(workers.map(({ ended }) => ended))).toEqual([0, 0])
  await expectAllOnce('clock', folder)
})

/** A process that is given these bytes ends, as by a fault in a decoder; none of the real ones is known to do so. */
const POISON = 'ends whoever reads it'
const DIES_OF_IT = `process.prependListener('message', ({ params: [job] = [] } = {}) => {
  if (job?.image && Buffer.from(job.image).includes(${JSON.stringify(POISON)})) process.kill(process.pid, 'SIGKILL')
})`

test('a picture that ends every process which is at it is set aside with the reason, and alone', async () => {
  const folder = join(fleet.folder, 'poison')
  await drawSquares(folder, [++seed, ++seed])
  appendFileSync(join(folder, `${seed}-0.png`), POISON)
  await fleet.run('enqueue', folder, '--tries', '2', '--back-off', '1')
  const worker = fleet.work(['--until-empty'], preload(`if (process.send) ${DIES_OF_IT}`))
  expect(await worker.ended).toBe(0)
  expect(await entries('poison')).toBe(1)
  const { setAside, backlogs } = JSON.parse(await fleet.run('status', '--json'))
  expect(setAside).toEqual([expect.objectContaining({ pictures: 1 })])
  expect(setAside[0].reasons).toEqual({ [`${seed}-0.png`]: 'the process that was at it ended, 2 times' })
  expect(backlogs).toContainEqual(expect.objectContaining({ name: 'poison', pictures: 2, entries: 2, failed: 1 }))
  await fleet.run('queue', 'retry')
  expect(await fleet.work(['--until-empty']).ended).toBe(0)
  expect(await entries('poison')).toBe(2)
})
