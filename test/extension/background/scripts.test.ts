import { describe, expect, test } from 'vitest'
import { scriptsFor } from '../../../src/extension/background/scripts.ts'
import { defaults, type Settings } from '../../../src/extension/settings.ts'

const GRANTED = ['*://*.example.org/*', '*://*.example.com/*']

/** The patterns of each script, those that are left out with a minus. */
function patterns(settings: Partial<Settings>): Record<string, string[]> {
  const scripts = scriptsFor({ ...defaults, ...settings }, GRANTED, false)
  return Object.fromEntries(
    scripts.map(({ id, matches, excludeMatches }) => [id, [...matches, ...excludeMatches.map((p) => `-${p}`)]]),
  )
}
const without = (...sites: string[]) => [...GRANTED, ...sites.flatMap((s) => [`-*://${s}/*`, `-*://*.${s}/*`])]

test('all runs wherever it may, from the start', () => {
  expect(patterns({})).toEqual({ page: GRANTED, content: GRANTED, first: GRANTED })
  for (const script of scriptsFor(defaults, GRANTED, false))
    expect(script).toMatchObject({ runAt: 'document_start', allFrames: true, matchOriginAsFallback: true })
})

test('Firefox has the stylesheet as the user’s, and no script among the page’s own', () => {
  const scripts = scriptsFor(defaults, GRANTED, true)
  expect(scripts.map(({ id, cssOrigin }) => [id, cssOrigin])).toEqual([
    ['content', undefined],
    ['first', 'user'],
  ])
})

describe.each<[string, Partial<Settings>]>([
  ['off', { sites: { 'example.org': { enabled: false } } }],
  ['allowed', { allow: ['example.org'] }],
  ['off, and a site below it too', { sites: { 'example.org': { enabled: false } }, allow: ['example.org/art'] }],
])('on a site that is %s', (_, settings) => {
  test('nothing runs', () => expect(Object.values(patterns(settings))).toEqual(Array(3).fill(without('example.org'))))
})

test.each<[string, Partial<Settings>]>([
  ['a part of an allowed site is blocked', { allow: ['example.org'], block: ['example.org/bad'] }],
  [
    'a site is on below one that is off',
    { sites: { 'example.org': { enabled: false }, 'a.example.org': { enabled: true } } },
  ],
  ['only a part of a site is allowed', { allow: ['example.org/art'] }],
])('where %s, the script decides', (_, settings) => expect(patterns(settings).content).toEqual(GRANTED))

test.each<[string, Partial<Settings>, string[] | undefined]>([
  ['nowhere with a label alone', { effect: 'badge' }, undefined],
  [
    'not where pictures show until flagged',
    { sites: { 'example.org': { coverFirst: 'none' } } },
    without('example.org'),
  ],
  [
    'where only one site is covered first, there',
    { coverFirst: 'none', sites: { 'example.org': { coverFirst: 'all' } } },
    ['*://example.org/*', '*://*.example.org/*'],
  ],
  ['on blocked sites', { coverFirst: 'none', block: ['example.org'] }, ['*://example.org/*', '*://*.example.org/*']],
])('the stylesheet covers first: %s', (_, settings, expected) => expect(patterns(settings).first).toEqual(expected))

test('an IPv6 address has no subdomains', () =>
  expect(patterns({ allow: ['[::1]'] }).content).toEqual([...GRANTED, '-*://[::1]/*']))
