import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { unexplained } from '../../scripts/addon.mjs'

const DOCUMENT = '| `UNSAFE_VAR_ASSIGNMENT` | unsafe | `assets/*.js` | 1 | a library does so, and nobody calls it |'
const found = { code: 'UNSAFE_VAR_ASSIGNMENT', file: 'assets/page-a1B2-_c3.js', message: 'unsafe' }
const clean = { errors: [], notices: [], warnings: [found] }
const changed = 'UNSAFE_VAR_ASSIGNMENT assets/*.js unsafe: found '

test.each([
  ['an explained warning, whatever bundle it is in', clean, []],
  ['an error', { ...clean, errors: [{ ...found, code: 'BAD' }] }, ['BAD assets/*.js unsafe']],
  ['a warning twice', { ...clean, warnings: [found, found] }, [`${changed}2 times, explained 1 times`]],
  ['an explanation without its warning', { ...clean, warnings: [] }, [`${changed}0 times, explained 1 times`]],
  [
    'a notice that nobody explained',
    { ...clean, notices: [{ code: 'NEW', message: 'new' }] },
    ['NEW manifest.json new: found 1 times, explained 0 times'],
  ],
])('of %s this is wrong', (_, report, wrong) => expect(unexplained(report, DOCUMENT)).toEqual(wrong))

test('a row without a reason explains nothing', () => {
  const bare = DOCUMENT.replace(/\| a library .*/, '| because |')
  expect(unexplained(clean, bare)).toEqual([`${changed}1 times, explained 0 times`])
})

test('every warning that docs/STORES.md explains has its rows', () => {
  expect(readFileSync('docs/STORES.md', 'utf8').match(/^\| `[A-Z_]{5,}` /gm)?.length).toBeGreaterThan(0)
})
