import { expect, test } from 'vitest'
import { createFleetMetrics } from '../../../src/backlog/queue/fleet-metrics.ts'
import { oneBacklog, queue, storeOf, told } from '../../fixtures/fleet-registries.ts'

const lines = (text: string) => text.split('\n').filter((line) => line.startsWith('memeveil_'))

/** Longer than a fleet whose store answers at once is left alone. */
const rested = () => new Promise((resolve) => setTimeout(resolve, 50))

test('the board tells of the queue and of each backlog', async () =>
  expect(lines((await told()).board)).toEqual([
    ...['wait', 'prioritized', 'active', 'delayed', 'completed', 'failed'].map(
      (state, i) => `memeveil_backlog_batches{state="${state}"} ${i}`,
    ),
    'memeveil_queue_paused 1',
    'memeveil_queue_workers 3',
    'memeveil_backlog_size{backlog="archive"} 10',
    'memeveil_backlog_done{backlog="archive"} 7',
    'memeveil_backlog_failed{backlog="archive"} 2',
    'memeveil_backlog_copies{backlog="archive"} 1',
  ]))

test('a worker tells of every outcome from its start on', async () => {
  const worker = lines((await told()).worker)
  expect(worker.filter((line) => line.startsWith('memeveil_backlog_pictures_total'))).toEqual(
    ['judged 1', 'known 0', 'copy 0', 'rejudged 0', 'failed 0', 'entered 0'].map((outcome) => {
      const [done, count] = outcome.split(' ')
      return `memeveil_backlog_pictures_total{done="${done}"} ${count}`
    }),
  )
  expect(worker).toContain('memeveil_stage_seconds_count{stage="ocr"} 1')
})

test('a store that is away holds up no scrape for long: what it last said is told', async () => {
  let asked = 0
  const backlogs = () => (asked++ === 0 ? oneBacklog() : new Promise<never>(() => {}))
  const metrics = createFleetMetrics(queue, storeOf(backlogs))
  const known = 'memeveil_backlog_done{backlog="archive"} 7'
  expect(lines(await metrics.text())).toContain(known)
  await rested()
  for (let scrape = 0; scrape < 2; scrape++) expect(lines(await metrics.text())).toContain(known)
  expect(asked).toBe(2)
})

test('a backlog that is no more is told no more', async () => {
  let asked = 0
  const metrics = createFleetMetrics(
    queue,
    storeOf(async () => (asked++ === 0 ? oneBacklog() : [])),
  )
  await metrics.text()
  await rested()
  expect(await metrics.text()).not.toContain('archive')
})
