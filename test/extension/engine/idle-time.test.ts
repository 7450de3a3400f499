import { expect, test } from 'vitest'
import { idleMsFor } from '../../../src/extension/engine/browser-engine.ts'

test.each([
  [2, 1],
  [4, 5],
  [undefined, 5],
  [8, 15],
])('with %s GB the models stay for %i minutes without a job', (gigabytes, minutes) => {
  expect(idleMsFor(gigabytes)).toBe(minutes * 60_000)
})
