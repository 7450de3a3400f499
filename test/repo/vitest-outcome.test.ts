import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { run } from '../fixtures/command.ts'

const TESTS = `
import { afterAll, describe, expect, test } from 'vitest'
test('passes', () => {})
test.skip('is skipped', () => {})
test.todo('is to come')
test('fails', () => expect(1).toBe(2))
let tries = 0
test('passes later', { retry: 1 }, () => expect(tries++).toBe(1))
test('leaves a promise', () => void Promise.reject(new Error('left behind')))
describe('group', () => {
  afterAll(() => { throw new Error('not tidied') })
  test('passes', () => {})
})
`

test('a suite’s outcome counts its tests, and tells what failed in and outside of them', async () => {
  // below this folder, where vitest is found
  mkdirSync('out', { recursive: true })
  const folder = mkdtempSync(join(process.cwd(), 'out/outcome-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  writeFileSync(join(folder, 'a.test.ts'), TESTS)
  // or that of this repository would count
  writeFileSync(join(folder, 'vitest.config.mjs'), 'export default {}')
  const reporter = join(process.cwd(), 'scripts/vitest-outcome.mjs')
  const args = ['node_modules/vitest/vitest.mjs', 'run', '--root', folder, '--reporter', reporter]
  const OUTCOME = join(folder, 'outcome.json')
  const { status } = await run(process.execPath, args, { env: { ...process.env, OUTCOME } })
  expect(status).toBe(1)
  expect(JSON.parse(readFileSync(OUTCOME, 'utf8'))).toEqual({
    passed: 4,
    failed: 1,
    skipped: 2,
    retried: ['a.test.ts > passes later: expected +0 to be 1 // Object.is equality'],
    faults: [
      'a.test.ts > fails: expected 1 to be 2 // Object.is equality',
      'a.test.ts > group: not tidied',
      'outside its tests: left behind',
    ],
  })
})
