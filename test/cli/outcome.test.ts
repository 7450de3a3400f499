import { expect, test } from 'vitest'
import { createOutcome } from '../../src/cli/outcome.ts'
import { UserError } from '../../src/core/user-error.ts'

test('an outcome tells how many were judged and flagged, and why the others were not', () => {
  const outcome = createOutcome()
  outcome.judged('Offensive')
  expect(outcome.summary('row')).toBe('1 row: 1 judged, 1 of them flagged; 0 not judged')
  outcome.judged('Non-offensive')
  for (const kind of ['language', 'lettering', 'language', 'missing-picture'] as const)
    outcome.notJudged(new UserError(kind, ''))
  outcome.notJudged(new Error('a process ended'))
  expect(outcome.missed()).toBe(5)
  expect(outcome.summary('row')).toBe(
    '7 rows: 2 judged, 1 of them flagged; 5 not judged: 2 not in English, 1 with lettering that could not be read, ' +
      '1 without the picture that is named, 1 for a fault of MemeVeil',
  )
})
