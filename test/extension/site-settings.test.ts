import { describe, expect, test } from 'vitest'
import { defaults, MOST_ENTRIES, type Settings } from '../../src/extension/settings.ts'
import { placeOf } from '../../src/extension/site-name.ts'
import { allowSite, changeSite, type PageSettings, settingsFor, switchSite } from '../../src/extension/site-settings.ts'

const at = (settings: Partial<Settings>, where: string) => {
  const { host, path } = placeOf(where)
  return settingsFor({ ...defaults, ...settings }, host, path)
}

type Row = [what: string, settings: Partial<Settings>, where: string, expected: Partial<PageSettings>]

const ROWS: Row[] = [
  [
    'where nothing is said of a site, all is as everywhere',
    { level: 'strict', threshold: 0.9, sexual: true },
    'example.org',
    { enabled: true, effect: 'blur', level: 'strict', threshold: 0.9, sexual: true },
  ],
  ['a site that is off', { sites: { 'example.org': { enabled: false } } }, 'example.org', { enabled: false }],
  [
    'its subdomains are off with it',
    { sites: { 'example.org': { enabled: false } } },
    'a.example.org',
    { enabled: false },
  ],
  ['its www. too', { sites: { 'example.org': { enabled: false } } }, 'www.example.org', { enabled: false }],
  ['another site is not', { sites: { 'example.org': { enabled: false } } }, 'example.com', { enabled: true }],
  [
    'a subdomain that is on below a site that is off',
    { sites: { 'example.org': { enabled: false }, 'a.example.org': { enabled: true } } },
    'a.example.org',
    { enabled: true },
  ],
  [
    'off everywhere counts for a site that is on',
    { enabled: false, sites: { 'example.org': { enabled: true } } },
    'example.org',
    { enabled: false },
  ],
  [
    "a site's own level, effect and cover",
    { sites: { 'example.org': { level: 'strict', effect: 'solid', coverFirst: 'none' } } },
    'example.org',
    { level: 'strict', effect: 'solid', coverFirst: 'none' },
  ],
  [
    "a site's own level counts in the place of a threshold",
    { threshold: 0.9, sites: { 'example.org': { level: 'strict' } } },
    'example.org',
    { level: 'strict', threshold: null },
  ],
  [
    'without a level of its own the threshold counts',
    { threshold: 0.9, sites: { 'example.org': { effect: 'solid' } } },
    'example.org',
    { threshold: 0.9 },
  ],
  [
    'what a subdomain leaves open is as on the site above',
    { sites: { 'a.example.org': { level: 'gentle' }, 'example.org': { level: 'strict', effect: 'solid' } } },
    'a.example.org',
    { level: 'gentle', effect: 'solid' },
  ],
  ['an allowed site', { allow: ['example.org'] }, 'a.example.org/x', { enabled: false }],
  ['an allowed part of a site', { allow: ['example.org/art'] }, 'example.org/art/1', { enabled: false }],
  ['the rest of that site', { allow: ['example.org/art'] }, 'example.org/', { enabled: true }],
  ['a blocked site', { block: ['example.org'] }, 'example.org', { enabled: true, coverAll: true, coverFirst: 'all' }],
  [
    'a blocked site is covered where a label alone is wanted',
    { block: ['a.org'], effect: 'badge' },
    'a.org',
    { effect: 'blur' },
  ],
  [
    'an allowed part of a blocked site',
    { block: ['example.org'], allow: ['example.org/art'] },
    'example.org/art',
    { enabled: false },
  ],
  [
    'a blocked part of an allowed site',
    { allow: ['example.org'], block: ['example.org/bad'] },
    'example.org/bad',
    { enabled: true, coverAll: true },
  ],
  ['both lists alike: allowed', { block: ['a.org'], allow: ['a.org'] }, 'a.org', { enabled: false }],
]

test.each(ROWS)('%s', (_, settings, where, expected) => expect(at(settings, where)).toMatchObject(expected))

test('a site that is no longer blocked has nothing left of it', () => {
  expect(at({ block: ['example.org'] }, 'example.com').coverAll).toBeUndefined()
})

describe('a change for one site', () => {
  const sites = { 'example.org': { level: 'strict' as const }, 'example.com': { enabled: false } }

  test('goes over what was there, by the site’s name', () => {
    const changed = changeSite({ ...defaults, sites }, 'www.example.org', { effect: 'solid' })
    expect(changed).toEqual({ sites: { ...sites, 'example.org': { level: 'strict', effect: 'solid' } } })
  })

  test('undefined takes it back, and a site of which nothing is said any more goes', () => {
    const changed = changeSite({ ...defaults, sites }, 'example.org', { level: undefined })
    expect(changed).toEqual({ sites: { 'example.com': { enabled: false } } })
  })
})

test('an allowed site is allowed once, and the block that named the page goes', () => {
  const settings = { ...defaults, allow: ['a.org'], block: ['example.org/art', 'b.org'] }
  const place = { host: 'www.example.org', path: '/art/1' }
  const changed = allowSite(settings, place)
  expect(changed).toEqual({ allow: ['a.org', 'example.org'], block: ['b.org'] })
  expect(allowSite({ ...settings, ...changed }, place)).toEqual(changed)
  expect(settingsFor({ ...settings, ...changed }, place.host, place.path).enabled).toBe(false)
})

test('where the list of allowed sites is full, the site is switched off', () => {
  const allow = Array.from({ length: MOST_ENTRIES }, (_, i) => `s${i}.org`)
  const settings = { ...defaults, allow, block: ['example.org', 'b.org'] }
  const changed = allowSite(settings, { host: 'www.example.org', path: '/art' })
  expect(changed).toEqual({ sites: { 'example.org': { enabled: false } }, block: ['b.org'] })
  expect(allowSite(settings, { host: 's7.org', path: '/' })).toEqual({ allow, block: settings.block })
})

const SWITCHED: [what: string, before: Partial<Settings>, on: boolean, after: Partial<Settings>][] = [
  ['off', {}, false, { sites: { 'example.org': { enabled: false } } }],
  ['on again', { sites: { 'example.org': { enabled: false } } }, true, { sites: {} }],
  [
    'on, and its level stays',
    { sites: { 'example.org': { enabled: false, level: 'strict' } } },
    true,
    { sites: { 'example.org': { level: 'strict' } } },
  ],
  [
    'on below a site that stays off',
    { sites: { org: { enabled: false } } },
    true,
    { sites: { org: { enabled: false }, 'example.org': { enabled: true } } },
  ],
  ['on though it was allowed', { allow: ['example.org', 'a.org'] }, true, { allow: ['a.org'], sites: {} }],
  ['on though this part of it was allowed', { allow: ['example.org/art'] }, true, { allow: [], sites: {} }],
  ['off though this part of it was blocked', { block: ['example.org/art'] }, false, { block: [] }],
]

test.each(SWITCHED)('a site is switched %s', (_, before, on, after) => {
  const settings = { ...defaults, ...before }
  const place = { host: 'www.example.org', path: '/art/1' }
  const changed = switchSite(settings, place, on)
  expect(changed).toMatchObject(after)
  expect(settingsFor({ ...settings, ...changed }, place.host, place.path).enabled).toBe(on)
})
