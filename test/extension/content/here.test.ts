// @vitest-environment happy-dom

import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import browser from 'webextension-polyfill'
import { createHere, type Here } from '../../../src/extension/content/here.ts'
import { defaults } from '../../../src/extension/settings.ts'

let ended: AbortController
let onChange: ReturnType<typeof vi.fn<() => void>>
let here: Here

beforeEach(() => {
  vi.useFakeTimers()
  ended = new AbortController()
  onChange = vi.fn()
  here = createHere(onChange, ended.signal)
})
afterEach(() => {
  ended.abort()
  vi.useRealTimers()
})
const now = () => here.settings(defaults)

test('a pause ends by itself, and is told at both ends', async () => {
  here.pause(Date.now() + 3_600_000)
  expect([now().enabled, onChange.mock.calls.length]).toEqual([false, 1])
  await vi.advanceTimersByTimeAsync(3_599_000)
  expect([now().enabled, onChange.mock.calls.length]).toEqual([false, 1])
  await vi.advanceTimersByTimeAsync(1000)
  expect([now().enabled, onChange.mock.calls.length]).toEqual([true, 2])
})

test('a pause that is taken back is over at once', () => {
  here.pause(Number.MAX_SAFE_INTEGER)
  expect(now().enabled).toBe(false)
  here.pause(null)
  expect(now().enabled).toBe(true)
})

test('a pause that ended while the machine slept is over soon after', async () => {
  here.pause(Date.now() + 3_600_000)
  vi.setSystemTime(Date.now() + 4_000_000)
  await vi.advanceTimersByTimeAsync(30_000)
  expect([now().enabled, onChange.mock.calls.length]).toEqual([true, 2])
})

test('what is revealed for a while is covered again after it', async () => {
  here.revealAll(60_000)
  expect(now().revealAll).toBe(true)
  await vi.advanceTimersByTimeAsync(60_000)
  expect([now().revealAll, onChange.mock.calls.length]).toEqual([false, 2])
})

test('after its end nothing is told', async () => {
  here.pause(Date.now() + 1000)
  ended.abort()
  await vi.advanceTimersByTimeAsync(100_000)
  expect(onChange).toHaveBeenCalledTimes(1)
})

test('resumed before its end, a pause asks nothing at the time that was said', async () => {
  const send = vi.spyOn(browser.runtime, 'sendMessage')
  here.pause(Date.now() + 900_000)
  here.pause(null)
  send.mockClear()
  await vi.advanceTimersByTimeAsync(1_000_000)
  expect([send.mock.calls.length, onChange.mock.calls.length]).toEqual([0, 2])
  send.mockRestore()
})
