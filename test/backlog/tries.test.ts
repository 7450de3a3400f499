import { expect, test } from 'vitest'
import type { Later } from '../../src/backlog/judging/batch.ts'
import { createTries } from '../../src/backlog/tries.ts'

const later = (place: number, host: string, turn: number | null): Later => ({
  item: { name: `${place}`, place, location: `http://${host}/${place}`, version: '' },
  ...{ reason: 'no', turn },
})

test('what failed four times is over; each wait is twice the one before', () => {
  const { count } = createTries(10)
  const failing = [later(0, 'dead', null)]
  expect([1, 2, 3].map(() => count(failing).waitMs)).toEqual([10, 20, 40])
  expect(count(failing)).toMatchObject({ again: [], over: failing })
})

test('what was not tried has not failed, and the soonest turn is waited for', () => {
  const { count } = createTries(10)
  const waiting = [later(0, 'rests', 300), later(1, 'rests longer', 500)]
  for (let round = 0; round < 20; round++) expect(count(waiting)).toEqual({ again: waiting, over: [], waitMs: 300 })
})

test('a host that is asked and gives nothing is over for all that wait for it, and for no other host', () => {
  const { count } = createTries(10)
  const others = [later(8, 'rests', 300), later(9, 'rests', 300)]
  // whoever comes first finds it refusing
  const round = (asked: number) => [
    ...[0, 1, 2, 3, 4, 5].map((i) => later(i, 'no', i === asked ? null : 200)),
    ...others,
  ]
  for (let asked = 0; asked < 4; asked++) expect(count(round(asked)).over).toEqual([])
  expect(count(round(4)).again).toEqual(others)
})

test('a host that gives one a round is asked on', () => {
  const { count } = createTries(10)
  for (let first = 0; first < 20; first++) {
    const left = Array.from({ length: 20 - first }, (_, i) => later(first + i, 'slow', i === 0 ? null : 200))
    expect(count(left).over).toEqual([])
  }
})
