// @vitest-environment happy-dom

import { fakeBrowser } from '@webext-core/fake-browser'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createTally, type Tally } from '../../../src/extension/content/tally.ts'
import type { PictureReport, PictureState } from '../../../src/extension/protocol.ts'

let told: unknown[]
let pictures: PictureReport[]
let tally: Tally
let ended: AbortController

const picture = (address: string, state: PictureState, probability: number | null = 0.9) =>
  ({ address, state, probability }) as PictureReport

beforeEach(() => {
  vi.useFakeTimers()
  told = []
  pictures = []
  fakeBrowser.runtime.sendMessage = async (message: unknown) => told.push((message as { payload: unknown }).payload)
  ended = new AbortController()
  tally = createTally(() => pictures, ended.signal)
})
afterEach(() => {
  ended.abort()
  vi.useRealTimers()
})

async function count(found: PictureReport[]): Promise<unknown> {
  pictures = found
  told = []
  tally.wake()
  await vi.advanceTimersByTimeAsync(2000)
  return told
}

test('what is veiled is told as it is now, and each picture that was judged once', async () => {
  const [a, b] = [picture('a', 'offensive'), picture('b', 'fine', 0.1)]
  expect(await count([a, b, picture('c', 'checking', null)])).toEqual([{ veiled: 1, judged: 2, flagged: 1 }])
  expect(await count([a, b])).toEqual([])
  expect(await count([a, b, picture('c', 'sexual')])).toEqual([{ veiled: 2, judged: 1, flagged: 1 }])
  expect(await count([{ ...a, state: 'revealed' }, b])).toEqual([{ veiled: 0, judged: 0, flagged: 0 }])
})

test('a blocked picture is veiled, and was not judged', async () => {
  expect(await count([picture('a', 'blocked', null)])).toEqual([{ veiled: 1, judged: 0, flagged: 0 }])
})

test('many changes at one time are told once, nothing to tell is not told', async () => {
  pictures = [picture('a', 'offensive')]
  for (let i = 0; i < 5; i++) tally.wake()
  await vi.advanceTimersByTimeAsync(2000)
  expect(told).toHaveLength(1)
  expect(await count([picture('a', 'offensive')])).toEqual([])
})

test('at its end nothing is veiled any more', async () => {
  await count([picture('a', 'offensive')])
  tally.close()
  expect(told).toEqual([
    { veiled: 1, judged: 1, flagged: 1 },
    { veiled: 0, judged: 0, flagged: 0 },
  ])
})
