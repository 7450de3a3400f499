import { afterEach, expect, test, vi } from 'vitest'
import { padding } from '../../../../src/extension/content/label/finger.ts'

afterEach(() => vi.unstubAllGlobals())

test.each([
  [false, '5px 10px'],
  [true, '14px 10px'],
])('where a finger presses (%s) what is pressed is %s larger than its line', (matches, expected) => {
  vi.stubGlobal('matchMedia', (query: string) => ({ matches: matches && query === '(pointer: coarse)' }))
  expect(padding('5px 10px')).toBe(expected)
})
