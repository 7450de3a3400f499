import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createFirstLooks, type FirstLooks } from '../../../src/extension/content/first-looks.ts'

const A = 'https://x.example/a.jpg'
let changes: number
let loaded: boolean
let looks: FirstLooks
beforeEach(() => {
  vi.useFakeTimers()
  changes = 0
  loaded = true
  looks = createFirstLooks({ isLoaded: () => loaded, onChange: () => changes++ })
})
afterEach(() => vi.useRealTimers())

const told = () => [looks.isPlain(A), changes]

test('a picture is plain once its look saw no lettering', async () => {
  const { tell } = looks.at(A)
  expect(told()).toEqual([false, 0])
  tell(false)
  await vi.advanceTimersByTimeAsync(0)
  expect(told()).toEqual([true, 1])
})

test('one with lettering is not, however long its verdict takes', async () => {
  looks.at(A).tell(true)
  await vi.advanceTimersByTimeAsync(60_000)
  expect(told()).toEqual([false, 1])
})

test('a look that does not come in a second leaves it plain, until it comes', async () => {
  const { tell } = looks.at(A)
  await vi.advanceTimersByTimeAsync(999)
  expect(told()).toEqual([false, 0])
  await vi.advanceTimersByTimeAsync(1)
  expect(told()).toEqual([true, 1])
  tell(true)
  await vi.advanceTimersByTimeAsync(0)
  expect(told()).toEqual([false, 2])
})

test('asked again it is as it was; forgotten, it is looked at anew', async () => {
  looks.at(A).tell(false)
  await vi.advanceTimersByTimeAsync(0)
  const { tell } = looks.at(A)
  expect(told()).toEqual([true, 1])
  looks.forget(A)
  expect(told()).toEqual([false, 1])
  tell(true)
  await vi.advanceTimersByTimeAsync(2000)
  expect(told()).toEqual([false, 1])
})

test('as long as the page itself loads the picture there is time', async () => {
  loaded = false
  looks.at(A)
  await vi.advanceTimersByTimeAsync(5500)
  expect(told()).toEqual([false, 0])
  loaded = true
  await vi.advanceTimersByTimeAsync(500)
  expect(told()).toEqual([true, 1])
})
