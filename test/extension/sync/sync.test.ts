import { fakeBrowser } from '@webext-core/fake-browser'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { changeSettings, defaults, loadSettings } from '../../../src/extension/settings.ts'
import { bytesOf, fromItems, type Items, toItems } from '../../../src/extension/sync/items.ts'
import { MOST_BYTES, startSync } from '../../../src/extension/sync/sync.ts'
import { loadSync, switchSync } from '../../../src/extension/sync/sync-state.ts'

vi.mock('webextension-polyfill', async () => ({ default: (await import('@webext-core/fake-browser')).fakeBrowser }))

startSync()

const there = async () => (await browser.storage.sync.get(null)) as Items
/** As another device writes. */
const other = (field: string, value: unknown) => browser.storage.sync.set(toItems(field, value, 'other 1'))
const settle = () => new Promise((resolve) => setTimeout(resolve, 30))
const values = async () =>
  new Map([...fromItems(await there())].map(([field, synced]) => [field, 'value' in synced && synced.value]))

beforeEach(async () => {
  await switchSync(false)
  await settle()
  await fakeBrowser.storage.sync.clear()
  await changeSettings(defaults)
  await settle()
})

async function switchOn(): Promise<void> {
  await switchSync(true)
  await settle()
}

test('while it is off nothing is given or taken', async () => {
  await changeSettings({ level: 'strict' })
  await other('effect', 'solid')
  await settle()
  expect([...(await values()).keys()]).toEqual(['effect'])
  expect((await loadSettings()).effect).toBe('blur')
})

const TOPICS = [{ phrase: 'spiders', strength: 3 as const }]

test('the first device gives all it has but what is about itself and its user: device and topics', async () => {
  await changeSettings({ level: 'strict', allow: ['example.org'], device: 'wasm', topics: TOPICS })
  await switchOn()
  await changeSettings({ device: 'webgpu', topics: [...TOPICS, { phrase: 'needles', strength: 1 }] })
  await settle()
  const { device, topics, ...shared } = defaults
  expect(Object.fromEntries(await values())).toEqual({ ...shared, level: 'strict', allow: ['example.org'] })
  expect(JSON.stringify(await there())).not.toMatch(/spiders|needles/)
})

test.each([true, false])('topics that an older version gave are taken back, where sync is on: %s', async (on) => {
  await changeSettings({ topics: TOPICS })
  await switchSync(on)
  await settle()
  const { problem } = await loadSync()
  await other('topics', [{ phrase: 'clowns', strength: 3 }])
  await settle()
  expect((await values()).has('topics')).toBe(false)
  expect((await loadSettings()).topics).toEqual(TOPICS)
  expect((await loadSync()).problem).toEqual(problem)
})

test('one that joins takes what is there, and gives what is not', async () => {
  await changeSettings({ level: 'strict', unit: 'fold' })
  await other('level', 'gentle')
  await switchOn()
  expect(await loadSettings()).toMatchObject({ level: 'gentle', unit: 'fold' })
  expect(Object.fromEntries(await values())).toMatchObject({ level: 'gentle', unit: 'fold' })
})

test('field by field the last one to write wins', async () => {
  await switchOn()
  await other('level', 'gentle')
  await changeSettings({ effect: 'solid' })
  await settle()
  await changeSettings({ level: 'strict' })
  await other('unit', 'post')
  await settle()
  const both = { level: 'strict', effect: 'solid', unit: 'post' }
  expect(await loadSettings()).toMatchObject(both)
  expect(Object.fromEntries(await values())).toMatchObject(both)
})

test('changes one after the other are not taken back by their own echo', async () => {
  await switchOn()
  const seen: unknown[] = []
  for (const effect of ['solid', 'greyscale', 'badge', 'blur', 'solid'] as const) await changeSettings({ effect })
  for (let i = 0; i < 5; i++) {
    await settle()
    seen.push((await loadSettings()).effect)
  }
  expect(new Set(seen)).toEqual(new Set(['solid']))
})

describe('what can not be used', () => {
  test.each<[string, unknown, string]>([
    ['level', 'mild', 'level'],
    ['sites', { 'example.org': { level: 'mild' } }, 'sites.example.org.level'],
    ['colour', 'a newer version has it', 'colour'],
    ['allow', ['two words'], 'allow.0'],
  ])('of %s (%j) is refused with all that came with it, and told', async (field, value, told) => {
    await switchOn()
    await browser.storage.sync.set({ ...toItems(field, value, 'other 2'), ...toItems('effect', 'solid', 'other 2') })
    await settle()
    const { problem } = await loadSync()
    expect(problem?.kind === 'refused' && problem.errors.map(({ field }) => field)).toEqual([told])
    expect(await loadSettings()).toEqual(defaults)
  })

  test('and is broken is refused', async () => {
    await switchOn()
    await browser.storage.sync.set({ 'threshold.0': { stamp: 'other 3', of: 1, text: '{' } })
    await settle()
    expect((await loadSync()).problem).toEqual({
      kind: 'refused',
      errors: [{ field: 'threshold', message: ['fileNoJson', { detail: expect.any(String) }] }],
    })
  })
})

test('a list that does not fit is told, the rest goes, and it goes too once it fits', async () => {
  await switchOn()
  const allow = Array.from({ length: 5000 }, (_, i) => `a-rather-long-name-of-a-site-${i}.example`)
  await changeSettings({ allow })
  await settle()
  expect((await loadSync()).problem).toEqual({ kind: 'too-long', fields: ['allow'] })
  await changeSettings({ level: 'strict' })
  await settle()
  expect((await loadSync()).problem).toEqual({ kind: 'too-long', fields: ['allow'] })
  expect((await values()).get('level')).toBe('strict')
  expect(bytesOf(await there())).toBeLessThan(MOST_BYTES)
  await changeSettings({ allow: allow.slice(0, 1000) })
  await settle()
  expect((await loadSync()).problem).toBeNull()
  expect((await values()).get('allow')).toHaveLength(1000)
  await changeSettings({ allow: ['example.org'] })
  await settle()
  expect(Object.keys(await there()).filter((key) => key.startsWith('allow'))).toEqual(['allow.0'])
})

test('a browser that refuses is told in its own words', async () => {
  const set = vi.spyOn(fakeBrowser.storage.sync, 'set').mockRejectedValue(new Error('MAX_WRITE_OPERATIONS'))
  await switchOn()
  expect((await loadSync()).problem).toMatchObject({ kind: 'failed', message: 'MAX_WRITE_OPERATIONS' })
  set.mockRestore()
})

test('what could not be written goes with the next change, unless another device wrote it meanwhile', async () => {
  await switchOn()
  const set = vi.spyOn(fakeBrowser.storage.sync, 'set').mockRejectedValueOnce(new Error('MAX_WRITE_OPERATIONS'))
  await changeSettings({ level: 'strict', unit: 'fold' })
  await settle()
  set.mockRestore()
  expect((await loadSync()).problem).toMatchObject({ kind: 'failed', fields: ['unit', 'level'] })
  await other('unit', 'post')
  await settle()
  expect((await loadSync()).problem).toBeNull()
  expect(Object.fromEntries(await values())).toMatchObject({ level: 'strict', unit: 'post' })
})

test('a list that does not fit stays told when another device writes something else', async () => {
  await switchOn()
  await changeSettings({ allow: Array.from({ length: 5000 }, (_, i) => `a-rather-long-name-of-a-site-${i}.example`) })
  await settle()
  await other('level', 'gentle')
  await settle()
  expect((await loadSync()).problem).toEqual({ kind: 'too-long', fields: ['allow'] })
})
