import { expect, test } from 'vitest'
import { type FoundLine, isUnreadable, mayBeTurned, standsOnEnd } from '../../../src/core/reading/doubt.ts'
import { betterRead } from '../../../src/core/reading/turned.ts'

/** A line of so many letters' heights; `y` is its place. */
const line = (text: string, confidence: number, length = 10, y = 0): FoundLine => ({
  text,
  confidence,
  box: { x: 0, y, width: 10 * length, height: 10 },
  width: 10 * length,
  height: 10,
})
const letter = (text: string, y: number) => line(text, 0.95, 1, y)

test.each<[string, FoundLine[], boolean, boolean]>([
  ['nothing', [], false, false],
  ['clear lines', [line('one two', 0.95), line('three', 0.9)], false, false],
  ['a bad line among two clear ones', [line('x', 0.6), line('one two', 0.95), line('three', 0.95)], true, false],
  ['a bad line among four clear ones', [line('x', 0.6), ...Array(4).fill(line('one', 0.95))], false, false],
  ['as much bad as clear', [line('scraps', 0.7), line('one two', 0.95)], true, true],
  ['nothing but scraps', [line('EXMTED', 0.69), line('AND SOD', 0.63)], true, true],
  ['signs alone, however sure', [line('—', 0.99)], true, true],
  ['a short scrap', [line('60', 0.52, 4)], false, false],
  ['texture as high as wide', [line('JY', 0.36, 1.4), line('2', 0.5, 1.2), line('E', 0.5, 1.1)], false, false],
  ['stacked letters', [...'VERMIN'].map((sign, i) => letter(sign, 20 * i)), false, true],
  ['five letters alone', [...'VERMI'].map((sign, i) => letter(sign, 20 * i)), false, false],
  ['a board game below a sentence', [...[...'ABCDEF'].map(letter), line('who wants to play', 0.95)], false, false],
])('%s', (_, lines, turned, unreadable) => {
  expect([mayBeTurned(lines), isUnreadable(lines)]).toEqual([turned, unreadable])
})

test('a picture whose lines stand on their ends lies on its side', () => {
  const flat = { x: 0, y: 0, width: 80, height: 10 }
  const tall = { x: 0, y: 0, width: 10, height: 80 }
  expect(standsOnEnd([tall, tall, flat])).toBe(true)
  expect(standsOnEnd([tall, flat, flat])).toBe(false)
  expect(standsOnEnd([{ ...tall, height: 40 }])).toBe(false)
  expect(standsOnEnd([])).toBe(false)
})

test('of a line read twice the better reading stays, wherever turning moved it', () => {
  const size = { width: 100, height: 100 }
  const caption = line('caption', 0.95, 10, 0)
  const upright = [caption, line('ssɹɔs', 0.6, 10, 80)]
  // upside down the second line stands where 100 - 80 - 10 is
  const turned = [line('scraps', 0.96, 10, 10), line('uoᴉʇdɐɔ', 0.5, 10, 90)]
  expect(betterRead(upright, turned, 'half', size).map(({ text }) => text)).toEqual(['caption', 'scraps'])
  expect(betterRead(upright, turned, 'water', size).map(({ text }) => text)).toEqual(['caption', 'scraps'])
  const mirrored = [line('scraps', 0.96, 10, 80)]
  expect(betterRead(upright, mirrored, 'mirror', size).map(({ text }) => text)).toEqual(['caption', 'scraps'])
})
