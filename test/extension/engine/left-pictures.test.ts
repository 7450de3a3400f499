import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createLeftPictures, type LeftPictures } from '../../../src/extension/engine/left-pictures.ts'

const picture = (bytes: number) => ({ bytes: new Uint8Array(bytes) })
let left: LeftPictures<{ bytes: Uint8Array }>

beforeEach(() => {
  vi.useFakeTimers()
  left = createLeftPictures({ mostBytes: 10, ms: 1000 })
})
afterEach(() => vi.useRealTimers())

test('a picture is taken once', () => {
  left.leave('a', picture(3))
  expect(left.take('a')?.bytes.length).toBe(3)
  expect([left.take('a'), vi.getTimerCount()]).toEqual([undefined, 0])
})

test('the oldest go when there are too many bytes, the newest never', () => {
  for (const [id, bytes] of Object.entries({ a: 4, b: 4, c: 4 })) left.leave(id, picture(bytes))
  expect(['a', 'b', 'c'].map((id) => left.take(id)?.bytes.length)).toEqual([undefined, 4, 4])
  left.leave('d', picture(11))
  expect(left.take('d')?.bytes.length).toBe(11)
})

test('what nobody takes, what is dropped and what is replaced are freed', () => {
  left.leave('a', picture(1))
  vi.advanceTimersByTime(999)
  left.leave('a', picture(2))
  vi.advanceTimersByTime(999)
  expect(left.take('a')?.bytes.length).toBe(2)
  left.leave('b', picture(1))
  vi.advanceTimersByTime(1000)
  expect(left.take('b')).toBeUndefined()
  left.leave('c', picture(1))
  left.drop('c')
  left.leave('d', picture(1))
  left.clear()
  expect([left.take('c'), left.take('d'), vi.getTimerCount()]).toEqual([undefined, undefined, 0])
})
