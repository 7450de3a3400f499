import { expect, test } from 'vitest'
import type { BacklogStatus, FleetStatus } from '../../../src/backlog/queue/status.ts'
import { statusText } from '../../../src/cli/backlog/status.ts'

const BACKLOG: BacklogStatus = {
  ...{ name: 'photos', run: 2, pictures: 1000, whole: true },
  ...{ entries: 400, failed: 3, copies: 20, lastMinute: 30 },
}
const STATUS: FleetStatus = {
  ...{ backlogs: [BACKLOG], batches: { wait: 10, prioritized: 2, active: 4, delayed: 1, failed: 0 } },
  ...{ paused: false, workers: 2, setAside: [] },
}
const PHOTOS = 'photos, run 2: 400 of 1000 pictures; 3 not judged, 20 by a near copy; 30 a minute'

const lineOf = (change: Partial<BacklogStatus>) =>
  statusText({ ...STATUS, backlogs: [{ ...BACKLOG, ...change }] }).split('\n')[0]

test('a line a backlog, with its rate and the time left, and one for the queue', () => {
  expect(statusText(STATUS).split('\n')).toEqual([
    `${PHOTOS}, 20 min left`,
    'batches: 12 waiting, 4 in hand, 1 to be tried again, 0 set aside; 2 workers',
  ])
})

test.each<[string, Partial<BacklogStatus>, string]>([
  ['hours are told as hours', { pictures: 100_000 }, '55 h left'],
  ['without a rate there is no time left', { lastMinute: 0 }, '0 a minute'],
  ['what is done is done', { entries: 1000 }, '30 a minute, done'],
  ['a source that is still read may have more', { whole: false }, 'of 1000 or more pictures'],
  ['what a terminal obeys is left out of names', { name: 'pho\u001b[2J\u202etos' }, 'pho[2Jtos, run 2'],
])('%s', (_, change, said) => {
  expect(lineOf(change)).toContain(said)
})

test('what was set aside is told by picture, and one worker as one', () => {
  const reasons = { 'a.png': 'the process that was at it ended', 'b\u0007.png': '503' }
  const setAside = [
    { batch: '0123456789abcdef', pictures: 2, error: 'a.png: …', reasons },
    { batch: 'fedcba9876543210', pictures: 32, error: 'job stalled more than allowable limit', reasons: {} },
  ]
  const status = statusText({ ...STATUS, setAside, workers: 1, paused: true })
  expect(status.split('\n').slice(1)).toEqual([
    'batches: 12 waiting, 4 in hand, 1 to be tried again, 0 set aside; 1 worker; paused',
    'set aside, batch 0123456789ab:',
    '  a.png: the process that was at it ended',
    '  b.png: 503',
    'set aside, batch fedcba987654:',
    '  job stalled more than allowable limit',
  ])
})

test('a fleet that has nothing says so', () => {
  expect(statusText({ ...STATUS, backlogs: [] })).toMatch(/^no backlog yet\n/)
})
