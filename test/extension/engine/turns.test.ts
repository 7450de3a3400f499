import { expect, test } from 'vitest'
import type { Proceed } from '../../../src/core/proceed.ts'
import { createTurns } from '../../../src/extension/engine/turns.ts'
import { deferred } from '../../fixtures/deferred.ts'

const tick = () => new Promise((resolve) => setTimeout(resolve))
const { signal } = new AbortController()
const urgent = (id: string) => ({ id, urgent: true })
const later = (id: string) => ({ id, urgent: false })

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
  const urgentOnes = ends.map(({ promise }, i) =>
    turns.take(urgent(`u${i}`), stepping(`urgent ${i}`, steps, promise), signal),
  )
  const lastOne = turns.take(later('l'), stepping('later', steps), signal)
  await tick()
  ends[0].resolve()
  await tick()
  expect(steps).toEqual(['urgent 0'])
  ends[1].resolve()
  expect(await Promise.all([...urgentOnes, lastOne])).toEqual(['urgent 0', 'urgent 1', 'later'])
})

test('what is urgent waits for nothing', async () => {
  const turns = createTurns()
  const begin = deferred<void>()
  const lastOne = turns.take(later('l'), stepping('later', [], begin.promise), signal)
  expect(await turns.take(urgent('u'), stepping('urgent', []), signal)).toBe('urgent')
  begin.resolve()
  expect(await lastOne).toBe('later')
})

test('what is urged while it waits goes on, and those that were not wait on', async () => {
  const turns = createTurns()
  const steps: string[] = []
  const end = deferred<void>()
  const first = turns.take(urgent('u'), stepping('urgent', steps, end.promise), signal)
  const others = ['a', 'b'].map((id) => turns.take(later(id), stepping(id, steps), signal))
  await tick()
  turns.urge('b')
  await tick()
  expect(steps).toEqual(['b'])
  end.resolve()
  await Promise.all([first, ...others])
  expect(steps).toEqual(['b', 'urgent', 'a'])
})

test('what is urged under way is waited for', async () => {
  const turns = createTurns()
  const steps: string[] = []
  const end = deferred<void>()
  const urged = turns.take(later('a'), stepping('urged', steps, end.promise), signal)
  turns.urge('a')
  const other = turns.take(later('b'), stepping('other', steps), signal)
  await tick()
  expect(steps).toEqual([])
  end.resolve()
  await Promise.all([urged, other])
  expect(steps).toEqual(['urged', 'other'])
})

test('what is not under way can’t be urged, and holds nobody up', async () => {
  const turns = createTurns()
  await turns.take(later('done'), stepping('done', []), signal)
  for (const id of ['done', 'unheard-of']) turns.urge(id)
  expect(await turns.take(later('l'), stepping('later', []), signal)).toBe('later')
})

test('an urgent one that fails holds nobody up', async () => {
  const turns = createTurns()
  const failed = turns.take(urgent('u'), () => Promise.reject(new Error('no')), signal)
  await expect(failed).rejects.toThrow('no')
  expect(await turns.take(later('l'), stepping('later', []), signal)).toBe('later')
})

test('an urgent one that is aborted holds nobody up, however long its last step takes', async () => {
  const turns = createTurns()
  const end = deferred<void>()
  const controller = new AbortController()
  const aborted = turns.take(urgent('a'), stepping('aborted', [], end.promise), controller.signal)
  const waits = turns.take(later('l'), stepping('later', []), signal)
  await tick()
  controller.abort(new Error('left'))
  expect(await waits).toBe('later')
  end.resolve()
  await expect(aborted).rejects.toThrow('left')
})

test.each([true, false])('once aborted it takes no further step (urgent: %s)', async (isUrgent) => {
  const turns = createTurns()
  const steps: string[] = []
  const begin = deferred<void>()
  const end = deferred<void>()
  const other = turns.take(urgent('o'), stepping('other', [], end.promise), signal)
  const controller = new AbortController()
  const aborted = turns.take(
    { id: 'a', urgent: isUrgent },
    stepping('aborted', steps, begin.promise),
    controller.signal,
  )
  if (!isUrgent) begin.resolve()
  await tick()
  controller.abort(new Error('left'))
  begin.resolve()
  await expect(aborted).rejects.toThrow('left')
  expect(steps).toEqual([])
  end.resolve()
  await other
})
