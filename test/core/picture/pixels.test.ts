import { expect, test } from 'vitest'
import { imageHash } from '../../../src/core/picture/image-hash.ts'
import { flatten, type Picture } from '../../../src/core/picture/pixels.ts'
import { type Turn, turn } from '../../../src/core/picture/turn.ts'

const CLEAR = [0, 0, 0, 0]

test.each<[string, number[][], string | undefined, number[]]>([
  ['white letters on nearly black', [[255, 255, 255, 255], CLEAR], undefined, [255, 255, 255, 17, 17, 17]],
  ['black letters on white', [[0, 0, 0, 255], CLEAR], undefined, [0, 0, 0, 255, 255, 255]],
  ['middle grey on white', [[128, 128, 128, 255], CLEAR], undefined, [128, 128, 128, 255, 255, 255]],
  [
    'black and white letters on grey',
    [
      [0, 0, 0, 255],
      [255, 255, 255, 128],
    ],
    undefined,
    [0, 0, 0, 192, 192, 192],
  ],
  ['nothing on white', [CLEAR, [255, 255, 255, 0]], undefined, [255, 255, 255, 255, 255, 255]],
  [
    'light letters with a shadow on grey',
    [
      [250, 250, 250, 255],
      [0, 0, 0, 25],
    ],
    undefined,
    [250, 250, 250, 115, 115, 115],
  ],
  ["the page's own ground", [[255, 255, 255, 255], CLEAR], '#336699', [255, 255, 255, 51, 102, 153]],
  [
    'half of both',
    [
      [255, 0, 0, 128],
      [0, 0, 0, 255],
    ],
    '#ffffff',
    [255, 127, 127, 0, 0, 0],
  ],
])('%s', (_, pixels, background, data) => {
  expect(flatten(2, 1, Uint8Array.from(pixels.flat()), background)).toEqual({
    width: 2,
    height: 1,
    data: Uint8Array.from(data),
    transparent: true,
  })
})

test('an opaque picture stays as it is', () => {
  const rgba = Uint8Array.from([1, 2, 3, 255, 254, 253, 252, 255])
  const data = Uint8Array.from([1, 2, 3, 254, 253, 252])
  expect(flatten(2, 1, rgba, '#336699')).toEqual({ width: 2, height: 1, data })
})

const dots = (...values: number[]) => Uint8Array.from(values.flatMap((value) => [value, value, value]))

test.each<[Turn, number, number, number[]]>([
  ['quarter', 2, 3, [3, 6, 2, 5, 1, 4]],
  ['half', 3, 2, [6, 5, 4, 3, 2, 1]],
  ['mirror', 3, 2, [3, 2, 1, 6, 5, 4]],
  ['water', 3, 2, [4, 5, 6, 1, 2, 3]],
])('%s', (how, width, height, values) => {
  expect(turn({ width: 3, height: 2, data: dots(1, 2, 3, 4, 5, 6) }, how)).toEqual({
    width,
    height,
    data: dots(...values),
  })
})

test('a hash names the pixels, all judged frames of an animation, and its file', async () => {
  const still: Picture = { width: 1, height: 1, data: dots(1) }
  const moving = (value: number, file: string): Picture => ({
    ...still,
    later: [{ width: 1, height: 1, data: dots(value) }],
    file,
  })
  const names = await Promise.all([still, moving(1, 'a'), moving(2, 'a'), moving(2, 'b')].map(imageHash))
  expect(new Set(names).size).toBe(4)
  expect(await imageHash({ ...still, transparent: true })).toBe(names[0])
  expect(await imageHash(moving(2, 'b'))).toBe(names[3])
})
