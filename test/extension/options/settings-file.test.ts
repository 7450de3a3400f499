import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readSettingsFile, writeSettingsFile } from '../../../src/extension/options/settings-file.ts'
import { defaults, type Settings } from '../../../src/extension/settings.ts'
import { say } from '../../../src/runtime/node/say.ts'

const changed: Settings = {
  ...defaults,
  level: 'strict',
  threshold: 0.4,
  sites: { 'example.org': { enabled: false, effect: 'solid' } },
  allow: ['b.org/art'],
}
const file = (change: object) => JSON.stringify({ format: 'memeveil-settings', version: 1, settings: {}, ...change })

test('what was exported is imported again', () => {
  expect(readSettingsFile(writeSettingsFile(changed))).toEqual({ settings: changed })
})

test('what a file leaves out has its default', () => {
  expect(readSettingsFile(file({ settings: { level: 'gentle' } }))).toEqual({
    settings: { ...defaults, level: 'gentle' },
  })
})

describe('a file is refused by field', () => {
  test.each([
    ['that is no JSON', '{"format": ', [['', /^is not JSON/]]],
    ['that is empty', '', [['', /^is not JSON/]]],
    ['that is no object', '[]', [['format', /./]]],
    ['that is too long', ' '.repeat(2_000_001), [['', /too long/]]],
    ['of another program', file({ format: 'other' }), [['format', /must be "memeveil-settings"/]]],
    ['that is a head', JSON.stringify({ format: 1, weights: [] }), [['format', /must be/]]],
    ['of settings alone', JSON.stringify({ level: 'strict' }), [['format', /^is missing$/]]],
    ['of a newer version', file({ version: 2 }), [['version', /is 2, of a newer MemeVeil.*update it/]]],
    ['of a version before the first', file({ version: 0 }), [['version', />=1/]]],
    ['whose version is text', file({ version: '1' }), [['version', /number/]]],
    ['with more around the settings', file({ extra: 1 }), [['extra', /./]]],
    ['without settings', file({ settings: null }), [['settings', /./]]],
    ['with an unknown setting', file({ settings: { nonsense: 1 } }), [['settings.nonsense', /./]]],
    [
      'with several wrong settings',
      file({ settings: { level: 'mild', minimumSize: -1, enabled: true } }),
      [
        ['settings.level', /./],
        ['settings.minimumSize', /./],
      ],
    ],
    [
      'with a wrong setting of a site',
      file({ settings: { sites: { 'b.org': { level: 'mild' } } } }),
      [['settings.sites.b.org.level', /./]],
    ],
    ['with a wrong line of a list', file({ settings: { block: ['b.org', 'two words'] } }), [['settings.block.1', /./]]],
  ] as [string, string, [string, RegExp][]][])('%s', (_, text, expected) => {
    const read = readSettingsFile(text)
    if (!('errors' in read)) throw new Error('was taken')
    const found = read.errors.filter(({ field }) => expected.some(([wanted]) => wanted === field))
    expect(found.map(({ field }) => field)).toEqual(expected.map(([field]) => field))
    for (const [i, [, message]] of expected.entries()) expect(say.message(found[i].message)).toMatch(message)
  })
})

test('a file that names prototypes changes none', () => {
  const settings = '{"__proto__": {"enabled": false}, "sites": {"__proto__": {"enabled": false}}}'
  const read = readSettingsFile(`{"format": "memeveil-settings", "version": 1, "settings": ${settings}}`)
  if ('settings' in read)
    expect({ ...read.settings, sites: Object.keys(read.settings.sites) }).toEqual({ ...defaults, sites: [] })
  expect(({} as { enabled?: unknown }).enabled).toBeUndefined()
})

test('whatever a file holds, it is read or refused with a reason', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.json(),
        fc.jsonValue().map((settings) => file({ settings })),
      ),
      (text) => {
        const read = readSettingsFile(text)
        if ('errors' in read) expect(read.errors.length).toBeGreaterThan(0)
        else expect(Object.keys(read.settings).sort()).toEqual(Object.keys(defaults).sort())
      },
    ),
  )
})
