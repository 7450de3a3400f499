import { expect, test } from 'vitest'
import { bluePlanesFirst, looks, seenSize } from '../../../src/core/reading/detector.ts'
import { decode } from '../../../src/core/reading/recogniser.ts'

test.each([
  ['a small meme', 400, 300, 256, 640],
  ['a large one, on which small print is likely', 1080, 1080, 320, 640],
  ['a tall one, with its shorter side at 160', 500, 1500, 480, 960],
  ['a strip', 100, 3000, 640, 1280],
])('%s is looked at at %i x %i', (_, width, height, first, second) => {
  expect(looks({ width, height })).toEqual({ first, second })
})

test('the detector sees sides that are multiples of 32', () => {
  expect(seenSize({ width: 500, height: 380 }, 256)).toEqual({ width: 256, height: 192 })
  expect(seenSize({ width: 1000, height: 3 }, 256)).toEqual({ width: 256, height: 32 })
})

test('planes of blue, green and red, normalised', () => {
  const planes = bluePlanesFirst(Uint8Array.of(255, 0, 51, 0, 0, 0), [0.5, 0.5, 0.5], [0.5, 0.5, 0.25])
  expect([...planes].map((value) => Number(value.toFixed(3)))).toEqual([-0.6, -1, -1, -1, 2, -2])
})

test('repeated classes are one letter unless no letter stands between them', () => {
  const classes = ['', 'a', 'b', ' ']
  const steps = [1, 1, 0, 1, 3, 2, 2, 0]
  const row = (best: number) => classes.map((_, i) => (i === best ? 0.7 : 0.1))
  expect(decode(Float32Array.from(steps.flatMap(row)), classes)).toEqual({
    text: 'aa b',
    confidence: expect.closeTo(0.7),
  })
  expect(decode(Float32Array.from(row(0)), classes)).toEqual({ text: '', confidence: 0 })
})
