import { expect, test } from 'vitest'
import { merged, readLines, readList, typedSite } from '../../../src/extension/options/site-rows.ts'
import { MOST_ENTRIES, MOST_ENTRY } from '../../../src/extension/settings.ts'
import { withoutSite, withSite } from '../../../src/extension/site-settings.ts'

const sites = { 'example.org': { enabled: false, level: 'strict' as const }, 'b.org': {} }

test.each([
  ['a field is changed, the others stay', { enabled: true }, { enabled: true, level: 'strict' }],
  ['a field is given back', { level: undefined }, { enabled: false }],
  ['all are given back, and its row stays', { level: undefined, enabled: undefined }, {}],
])('%s', (_, change, expected) => {
  expect(withSite(sites, 'example.org', change)).toEqual({ 'example.org': expected, 'b.org': {} })
})

test('a new site is added, and one is removed', () => {
  const added = withSite(sites, 'c.org', {})
  expect(Object.keys(added)).toEqual(['example.org', 'b.org', 'c.org'])
  expect(withoutSite(added, 'b.org')).toEqual({ 'example.org': sites['example.org'], 'c.org': {} })
})

test.each([
  ['www.Example.org', 'example.org'],
  ['https://example.org/', 'example.org'],
  ['*.example.org', 'example.org'],
  ['example.org/art', null],
  ['two words', null],
  ['', null],
])('"%s" names the site %s', (text, site) => expect(typedSite(text)).toBe(site))

test.each([
  ['what was typed', ['a'], ['a'], ['a', 'b'], ['a', 'b']],
  ['what was added elsewhere, too', ['a'], ['a', 'c'], ['a', 'b'], ['a', 'b', 'c']],
  ['what both added, once', ['a'], ['a', 'b'], ['b', 'a'], ['b', 'a']],
  ['what was removed here, no longer', ['a', 'b'], ['a', 'b', 'c'], ['a'], ['a', 'c']],
  ['what was removed elsewhere, no longer', ['a', 'b'], ['b'], ['a', 'b', 'd'], ['b', 'd']],
])('a list that is edited has, at its end: %s', (_, before, now, edited, expected) =>
  expect(merged(before, now, edited)).toEqual(expected),
)

test('a list is read line by line, without empty lines and repetitions', () => {
  expect(readLines(' example.org \n\nhttps://b.org/art/\r\nwww.example.org\n')).toEqual({
    entries: ['example.org', 'b.org/art'],
  })
  expect(readLines('')).toEqual({ entries: [] })
})

test('lines that name no site are told by their numbers, and nothing of the list is used', () => {
  expect(readLines('example.org\n\n two words\njavascript:alert(1)\nb.org')).toEqual({
    errors: [
      ['lineError', { line: 3, text: 'two words' }],
      ['lineError', { line: 4, text: 'javascript:alert(1)' }],
    ],
  })
})

test('a line that is too long, as it is typed or as it would be kept, is told by its number', () => {
  const long = (letter: string, count: number) => `b.org/${letter.repeat(count)}`
  const fits = long('a', MOST_ENTRY - 6)
  expect(readLines(fits)).toEqual({ entries: [fits] })
  expect(readLines(`b.org\n${fits}a\n${long('ü', 400)}`)).toEqual({
    errors: [2, 3].map((line) => ['lineTooLong', { line, most: MOST_ENTRY }]),
  })
})

test('a list that is longer than is kept is refused, also for what was added elsewhere', () => {
  const sites = Array.from({ length: MOST_ENTRIES }, (_, i) => `s${i}.org`)
  const full = { errors: [['listFull', { most: MOST_ENTRIES }]] }
  expect(readList([], [], sites.join('\n'))).toEqual({ entries: sites })
  expect(readList([], [], [...sites, 'b.org'].join('\n'))).toEqual(full)
  expect(readList([], ['b.org'], sites.join('\n'))).toEqual(full)
})
