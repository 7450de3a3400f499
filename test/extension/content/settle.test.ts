import { afterEach, expect, test, vi } from 'vitest'
import { SETTLE, settle } from '../../../src/extension/content/settle.ts'

const task = () => new Promise((resolve) => setTimeout(resolve))
const told = vi.fn()
performance.addEventListener(SETTLE, told)
afterEach(() => {
  vi.unstubAllGlobals()
  told.mockClear()
})

test('the page’s world is told once a task to lay the page out', async () => {
  vi.stubGlobal('chrome', { dom: {} })
  settle()
  settle()
  expect(told).toHaveBeenCalledTimes(1)
  await task()
  settle()
  expect(told).toHaveBeenCalledTimes(2)
})

test('only Chromium needs it', () => {
  vi.stubGlobal('chrome', undefined)
  settle()
  expect(told).not.toHaveBeenCalled()
})
