import fc from 'fast-check'
import { expect, test } from 'vitest'
import { WHOLE, WINDOW, windowsOf } from '../../../src/core/words/windows.ts'

const many = (line: (i: number) => string) => Array.from({ length: 20 }, (_, i) => line(i + 10))

test('a short text has no windows', () => {
  expect(windowsOf([])).toEqual([])
  expect(windowsOf([['one line', 'and another.  So'], ['end']])).toEqual([])
  expect(windowsOf([['x'.repeat(WHOLE)]])).toEqual([])
  expect(windowsOf([['x'.repeat(WHOLE / 2)], ['x'.repeat(WHOLE / 2)]])).not.toEqual([])
})

test('of a long one each sentence is judged, whatever lines it stands on, and windows of whole sentences', () => {
  const windows = windowsOf([
    many((i) => `This is number ${i}. And it`)
      .join(' ')
      .split(/(?<=number) /),
  ])
  expect(windows).toContain('And it This is number 12.')
  for (const window of windows) expect(window).toMatch(/^(And it |This is number).*(\.|it)$/)
})

test('where nothing ends a sentence each line is judged, and windows of whole lines', () => {
  const lines = many((i) => `this is line number ${i}`)
  for (const windows of [windowsOf([lines]), windowsOf(lines.map((line) => [line]))]) {
    expect(windows).toEqual(expect.arrayContaining(lines))
    for (const window of windows) expect(window).toMatch(/^(this is line number \d+ ?)+$/)
  }
})

test('a full stop somewhere among lines that run on parts no line', () => {
  const lines = many((i) => `this is line number ${i}`).with(3, 'Well. So it is')
  const windows = windowsOf([lines])
  expect(windows).toEqual(expect.arrayContaining(lines.slice(4)))
})

test('a short sentence amid others is judged alone', () => {
  expect(windowsOf([[...many((i) => `Here is number ${i}.`), 'Go away.']])).toContain('Go away.')
})

test('of very many sentences none is judged alone', () => {
  const windows = windowsOf([Array.from({ length: 2000 }, (_, i) => `Cat no ${i}.`)])
  expect(windows.length).toBeLessThan(300)
  for (const window of windows) expect(window.length).toBeGreaterThan(100)
})

const word = fc.stringMatching(/^[a-z]{1,12}[.!]?$/)
const line = fc.array(word, { minLength: 1, maxLength: 40 }).map((words) => words.join(' '))
const paragraphs = fc.array(fc.array(line, { minLength: 1, maxLength: 4 }), { maxLength: 12 })

test('windows are no longer than they may be, and hold each two words together that stand side by side', () => {
  fc.assert(
    fc.property(paragraphs, (text) => {
      const all = text.flat().join(' ')
      const windows = windowsOf(text)
      if (all.length <= WHOLE) {
        expect(windows).toEqual([])
        return
      }
      for (const window of windows) expect(window.length).toBeLessThanOrEqual(WINDOW)
      const words = all.split(' ')
      for (let i = 1; i < words.length; i++) {
        const pair = ` ${words[i - 1]} ${words[i]} `
        expect(
          windows.some((window) => ` ${window} `.includes(pair)),
          pair,
        ).toBe(true)
      }
    }),
  )
})

test('a word without end is cut', () => {
  const windows = windowsOf([[`${'x'.repeat(1000)} end`]])
  expect(Math.max(...windows.map((window) => window.length))).toBeLessThanOrEqual(WINDOW)
  expect(windows.join('')).toContain('end')
})
