import { expect, test } from 'vitest'
import { placesFor } from '../../../src/extension/background/places.ts'

test.each([
  [1, 8, 1],
  [2, 8, 2],
  [2, 1, 1],
  [4, 8, 3],
  [4, undefined, 3],
  [8, 1, 1],
  [8, 2, 3],
])('%i cores and %s GB: %i pictures at a time', (cores, gigabytes, places) => {
  expect(placesFor(cores, gigabytes)).toBe(places)
})
