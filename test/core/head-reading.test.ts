import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { readingWarning } from '../../src/core/head-reading.ts'
import { READING_VERSION } from '../../src/core/reading/reading.ts'
import { say } from '../../src/runtime/node/say.ts'

test('a head that was trained on the reading there is gets no warning', () => {
  expect(readingWarning(say, { reading: READING_VERSION })).toBeNull()
})

test.each([
  [READING_VERSION - 1, `of version ${READING_VERSION - 1}`],
  [READING_VERSION + 1, `of version ${READING_VERSION + 1}`],
  [undefined, 'of an older version'],
])('a head that was trained on reading %s is told as one', (reading, expected) => {
  const warning = readingWarning(say, { reading })
  expect(warning).toContain(`${expected}, and here is version ${READING_VERSION}`)
  expect(warning).toMatch(/train it again$/)
})

test('the bundled head says which reading it was trained on, and none that came after it', () => {
  const { reading } = JSON.parse(readFileSync('public/models/memeveil-mini/head.json', 'utf8'))
  expect(reading).toBeGreaterThanOrEqual(1)
  expect(reading).toBeLessThanOrEqual(READING_VERSION)
})
