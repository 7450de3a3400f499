import { expect, test } from 'vitest'
import type { Proceed } from '../../../src/core/proceed.ts'
import { createTurns } from '../../../src/extension/engine/turns.ts'
import { deferred } from '../../fixtures/deferred.ts'

const tick = () => new Promise((resolve) => setTimeout(resolve))
const { signal } = new AbortController()

/** Work of one step after `begin`, noted by its name. */
function stepping(name: string, steps: string[], begin = Promise.resolve()) {
  return async (proceed: Proceed) => {
    await begin
    await proceed()
    steps.push(name)
    return name
  }
}

test('what is not urgent takes no step while anything urgent is under way', async () => {
  const turns = createTurns()
  const steps: string[] = []
  const ends = [deferred<void>(), deferred<void>()]
  const urgent = ends.map(({ promise }, i) => turns.take(true, stepping(`urgent ${i}`, steps, promise), signal))
  const later = turns.take(false, stepping('later', steps), signal)
  await tick()
  ends[0].resolve()
  await tick()
  expect(steps).toEqual(['urgent 0'])
  ends[1].resolve()
  expect(await Promise.all([...urgent, later])).toEqual(['urgent 0', 'urgent 1', 'later'])
})

test('what is urgent waits for nothing', async () => {
  const turns = createTurns()
  const begin = deferred<void>()
  const later = turns.take(false, stepping('later', [], begin.promise), signal)
  expect(await turns.take(true, stepping('urgent', []), signal)).toBe('urgent')
  begin.resolve()
  expect(await later).toBe('later')
})

test('an urgent one that fails holds nobody up', async () => {
  const turns = createTurns()
  const failed = turns.take(true, () => Promise.reject(new Error('no')), signal)
  await expect(failed).rejects.toThrow('no')
  expect(await turns.take(false, stepping('later', []), signal)).toBe('later')
})

test.each([true, false])('once aborted it takes no further step (urgent: %s)', async (isUrgent) => {
  const turns = createTurns()
  const steps: string[] = []
  const begin = deferred<void>()
  const end = deferred<void>()
  const other = turns.take(true, stepping('other', [], end.promise), signal)
  const controller = new AbortController()
  const aborted = turns.take(isUrgent, stepping('aborted', steps, begin.promise), controller.signal)
  if (!isUrgent) begin.resolve()
  await tick()
  controller.abort(new Error('left'))
  begin.resolve()
  await expect(aborted).rejects.toThrow('left')
  expect(steps).toEqual([])
  end.resolve()
  await other
})
