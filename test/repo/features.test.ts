import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'

const read = (path: string) => readFileSync(path, 'utf8')
const [complaints, features] = read('docs/FEATURES.md').split('\n## Features\n')
/** What is said, the tests that show it, and where they run. */
const rowsOf = (text: string) =>
  [...text.matchAll(/^\| (.*?) ?\| (`.*) \| (.*) \|$/gm)].map(([, told, tests, browsers]) => ({
    told,
    browsers,
    tests: tests.split('<br>').map((one) => {
      const [, file = '', name = ''] = /^`(.+?)`: (.+)$/.exec(one) ?? []
      return { file: `test/${file.includes('/') ? '' : 'e2e/'}${file}.test.ts`, name }
    }),
  }))
const rows = rowsOf(complaints).concat(rowsOf(features))
const attacks = rowsOf(read('SECURITY.md'))
const shown = [
  ...rows.flatMap(({ tests }) => tests.map((one) => ({ ...one, page: 'docs/FEATURES.md' }))),
  ...attacks.flatMap(({ tests }) => tests.map((one) => ({ ...one, page: 'SECURITY.md' }))),
]

test.each(shown)('$page: $file has the test “$name”', ({ file, name }) => {
  expect(existsSync(file)).toBe(true)
  expect(["'", '"', '`'].some((quote) => read(file).includes(`${quote}${name}${quote}`))).toBe(true)
})

test('each row says in which browsers its tests run, or that they run without', () => {
  const hosts = ['both', 'Chromium', 'Firefox']
  expect(rows.filter(({ browsers }) => !hosts.includes(browsers))).toEqual([])
  expect(attacks.filter(({ browsers }) => ![...hosts, 'Node'].includes(browsers))).toEqual([])
})

describe('the complaints', () => {
  test('are fifteen', () => {
    const numbers = rowsOf(complaints).flatMap(({ told }) => (told ? [Number.parseInt(told, 10)] : []))
    expect(numbers).toEqual(Array.from({ length: 15 }, (_, i) => i + 1))
  })

  test('have each test that is named after one', () => {
    const files = readdirSync('test/e2e').filter((file) => file.endsWith('.test.ts'))
    const named = files.flatMap((file) => read(`test/e2e/${file}`).match(/(?<=')complaint \d+: [^']+(?=')/g) ?? [])
    expect(new Set(rowsOf(complaints).flatMap(({ tests }) => tests.map(({ name }) => name)))).toEqual(new Set(named))
  })
})
