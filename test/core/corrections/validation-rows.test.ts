import { expect, test } from 'vitest'
import { laidOnPictures } from '../../../src/core/corrections/cost.ts'
import {
  readValidationRows,
  type ValidationRow,
  writeValidationRows,
} from '../../../src/core/corrections/validation-rows.ts'
import { unit, validationOf } from '../../fixtures/corrections.ts'

const MODEL = { id: 'tiny', version: '1', dimension: 4 }
const rows: ValidationRow[] = [
  ...validationOf(30, 4).slice(0, 3),
  { set: 'memes', offensive: true, image: unit(1, -2, 3, 4), text: unit(4, 3, 2, 1) },
  { set: 'memes', offensive: false, image: unit(1, 1, 0, 0), text: null },
]
const bytes = writeValidationRows(rows, MODEL, MODEL.dimension)

test('rows are read as they were written, to a hundredth', () => {
  const read = readValidationRows(bytes, MODEL, 'rows.bin')
  expect(read.map(({ set, offensive }) => [set, offensive])).toEqual(rows.map(({ set, offensive }) => [set, offensive]))
  for (const [i, row] of rows.entries()) {
    for (const part of ['image', 'text'] as const) {
      const [found, was] = [read[i][part], row[part]]
      expect(found === null).toBe(was === null)
      for (const [k, x] of (was ?? []).entries()) expect(found?.[k]).toBeCloseTo(x, 2)
    }
  }
})

test.each([
  ['a broken beginning', bytes.slice(1), MODEL, /doesn't begin with MVVR/],
  ['an end that is missing', bytes.slice(0, -1), MODEL, /broken/],
  ['more than its rows', Uint8Array.of(...bytes, 0), MODEL, /broken/],
  ['another model', bytes, { ...MODEL, version: '2' }, /is of tiny@1, not of tiny@2/],
  ['another length', bytes, { ...MODEL, dimension: 5 }, /make it again/],
])('a file with %s is refused', (_, file, model, message) => {
  expect(() => readValidationRows(file, model, 'rows.bin')).toThrow(message)
})

test('every other text is laid on a picture of the rows; what has one keeps it', () => {
  const laid = laidOnPictures(rows)
  expect(laid.map(({ image }) => image !== null)).toEqual([false, true, false, true, true])
  expect(laid[3].image).toBe(rows[3].image)
  expect(laidOnPictures(rows.slice(0, 3)).every(({ image }) => image === null)).toBe(true)
})
