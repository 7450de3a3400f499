import * as fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import {
  changeSettings,
  defaults,
  loadSettings,
  parseSettings,
  readSettings,
  watchSettings,
} from '../../src/extension/settings.ts'
import { settingsFor } from '../../src/extension/site-settings.ts'

test('a change is kept and told to whoever watches, a setting never stored has its default', async () => {
  const told: string[] = []
  const stop = watchSettings((settings) => told.push(`${settings.effect} ${settings.minimumSize}`))
  await changeSettings({ effect: 'badge' })
  expect(await loadSettings()).toEqual({ ...defaults, effect: 'badge' })
  expect(told).toEqual([`badge ${defaults.minimumSize}`])
  stop()
})

test('changes that come at once are all kept', async () => {
  await Promise.all([
    changeSettings({ level: 'strict' }),
    changeSettings({ threshold: 0.2 }),
    changeSettings({ unit: 'fold' }),
  ])
  expect(await loadSettings()).toMatchObject({ level: 'strict', threshold: 0.2, unit: 'fold' })
})

describe('settings that an older version stored', () => {
  async function loadAfter(stored: unknown) {
    await browser.storage.local.clear()
    await browser.storage.local.set({ settings: stored })
    vi.resetModules()
    const fresh = await import('../../src/extension/settings.ts')
    return { fresh, settings: await fresh.loadSettings() }
  }

  test('keep their sites that were off, and all else', async () => {
    const { fresh, settings } = await loadAfter({ effect: 'solid', offSites: ['www.example.org', 'a.example.com'] })
    const sites = { 'example.org': { enabled: false }, 'a.example.com': { enabled: false } }
    expect(settings).toEqual({ ...defaults, effect: 'solid', sites })
    await fresh.changeSettings({ sites: {} })
    vi.resetModules()
    const later = await import('../../src/extension/settings.ts')
    expect((await later.loadSettings()).sites).toEqual({})
  })

  test.each([['nothing of use'], [7], [{ offSites: 'all' }], [{ offSites: [7, null, 'two words'] }], [[]]])(
    'that are broken (%j) leave the defaults',
    async (stored) => expect((await loadAfter(stored)).settings).toEqual(defaults),
  )
})

test('settings from before the choice of three are read, stored, of a site, or from a file', () => {
  const old = { coverFirst: false, sites: { 'example.org': { coverFirst: true } } }
  const now = { ...defaults, coverFirst: 'none', sites: { 'example.org': { coverFirst: 'all' } } }
  expect(readSettings(old)).toEqual(now)
  expect(parseSettings(old)).toEqual({ settings: now })
})

describe('stored settings that are broken', () => {
  test.each<[string, unknown, object]>([
    ['in one field', { effect: 'explode', level: 'strict' }, { level: 'strict' }],
    ['in a number', { minimumSize: Number.NaN, threshold: 2 }, {}],
    ['in an entry of a list', { allow: ['example.org', 7, 'two words'] }, { allow: ['example.org'] }],
    [
      'in one field of a site',
      { sites: { 'example.org': { level: 'mild', effect: 'solid' }, 'a b': {}, 'a.org/x': {}, 'b.org': 7 } },
      { sites: { 'example.org': { effect: 'solid' }, 'b.org': {} } },
    ],
    [
      'in a topic',
      {
        topics: [
          { phrase: 'spiders', strength: 2 },
          { phrase: '', strength: 2 },
          { phrase: 'snakes', strength: 6 },
          { phrase: ' Spiders ', strength: 5 },
          { phrase: 'x'.repeat(81), strength: 3 },
          'rats',
          { phrase: 'bees\u202e', strength: 1 },
        ],
      },
      {
        topics: [
          { phrase: 'spiders', strength: 2 },
          { phrase: 'bees', strength: 1 },
        ],
      },
    ],
    ['by a name that is none', { nonsense: 1, enabled: false }, { enabled: false }],
    ['as a whole', 'broken', {}],
    ['as they come from JSON', JSON.parse('{"__proto__": {"enabled": false}, "sites": {"__proto__": {}}}'), {}],
  ])('%s keep the rest', (_, stored, expected) => expect(readSettings(stored)).toEqual({ ...defaults, ...expected }))

  test('of too many entries the first are kept', () => {
    const { allow } = readSettings({ allow: Array.from({ length: 5001 }, (_, i) => `a${i}.example`) })
    expect([allow.length, allow[0]]).toEqual([5000, 'a0.example'])
  })

  test('of too many topics the first are kept', () => {
    const { topics } = readSettings({
      topics: Array.from({ length: 31 }, (_, i) => ({ phrase: `t${i}`, strength: 3 })),
    })
    expect([topics.length, topics[0].phrase]).toEqual([30, 't0'])
  })

  test('whatever they are, there are settings, and they count somewhere', () => {
    const some = fc.oneof(
      fc.anything(),
      fc.record({ sites: fc.anything(), allow: fc.anything(), level: fc.anything() }),
    )
    fc.assert(
      fc.property(some, fc.domain(), fc.webPath(), (stored, host, path) => {
        const settings = readSettings(stored)
        expect(Object.keys(settings).sort()).toEqual(Object.keys(defaults).sort())
        expect(parseSettings(settings)).toEqual({ settings })
        expect(typeof settingsFor(settings, host, path).enabled).toBe('boolean')
      }),
    )
  })
})

describe('a file of settings', () => {
  test('with an entry that would be too long as it is kept is refused', () => {
    const parsed = parseSettings({ block: ['example.org', `b.org/${'ü'.repeat(400)}`] })
    expect('errors' in parsed && parsed.errors.map(({ field }) => field)).toEqual(['block.1'])
  })

  test('as they are written gives the same settings', () => {
    const settings = {
      ...defaults,
      allow: ['example.org/art'],
      sites: { 'example.org': { level: 'strict' as const } },
      topics: [{ phrase: 'a "spider" <b>', strength: 4 as const }],
    }
    expect(parseSettings(JSON.parse(JSON.stringify(settings)))).toEqual({ settings })
  })

  test('what it does not say has its default, addresses become sites', () => {
    expect(parseSettings({ block: ['https://www.example.org/'] })).toEqual({
      settings: { ...defaults, block: ['example.org'] },
    })
  })

  test.each<[unknown, string[]]>([
    [[], ['']],
    [null, ['']],
    [{ effect: 'explode', minimumSize: '9' }, ['effect', 'minimumSize']],
    [{ allow: ['example.org', 'two words'] }, ['allow.1']],
    [{ sites: { 'example.org': { level: 'mild' } } }, ['sites.example.org.level']],
    [{ sites: { 'example.org': { colour: 1 } } }, ['sites.example.org.colour']],
    [
      {
        topics: [
          { phrase: 'rats', strength: 3 },
          { phrase: '…', strength: 3 },
        ],
      },
      ['topics.1.phrase'],
    ],
    [{ topics: [{ phrase: 'rats', strength: 0 }] }, ['topics.0.strength']],
    [{ topics: [{ phrase: 'rats', strength: 3, on: true }] }, ['topics.0.on']],
    [{ topics: Array.from({ length: 31 }, (_, i) => ({ phrase: `t${i}`, strength: 3 })) }, ['topics']],
    [{ nonsense: 1 }, ['nonsense']],
  ])('%j is refused, and the fields are named', (json, fields) => {
    const parsed = parseSettings(json)
    expect('errors' in parsed && parsed.errors.map(({ field }) => field)).toEqual(fields)
  })
})
