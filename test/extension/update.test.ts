import { IDBFactory } from 'fake-indexeddb'
import { openDB } from 'idb'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import 'fake-indexeddb/auto'
import { createJudge } from '../../src/core/corrections/corrected-head.ts'
import { createCorrectionStore } from '../../src/extension/engine/correction-store.ts'
import { createStoredHeads } from '../../src/extension/engine/stored-heads.ts'
import { defaults, type Settings } from '../../src/extension/settings.ts'
import { loadStatistics } from '../../src/extension/statistics.ts'
import { loadSync } from '../../src/extension/sync/sync-state.ts'
import { createVerdictCache } from '../../src/extension/verdict-cache.ts'
import { correctionOf, unit } from '../fixtures/corrections.ts'
import { tinyHead } from '../fixtures/head.ts'
import { tinyManifest } from '../fixtures/manifest.ts'
import { STORED_SETTINGS } from '../fixtures/stored-settings.ts'
import { askedFor, verdictOf } from '../fixtures/verdict.ts'

beforeEach(async () => {
  globalThis.indexedDB = new IDBFactory()
  await browser.storage.local.clear()
})

/** Read by a module of its own, as after an update: settings that were once read are kept in memory. */
async function settingsNow(): Promise<Settings> {
  vi.resetModules()
  return (await import('../../src/extension/settings.ts')).loadSettings()
}

describe('an update loses nothing of settings in', () => {
  test.each(STORED_SETTINGS)('the form $form', async ({ stored, version, today }) => {
    await browser.storage.local.set({ settings: stored, settings$: { v: version } })
    expect(await settingsNow()).toEqual({ ...defaults, ...today })
  })

  // the very first version left no note of its own
  test.each(STORED_SETTINGS.filter(({ version }) => version === 1))('the form $form, unmarked', async (form) => {
    await browser.storage.local.set({ settings: form.stored })
    expect(await settingsNow()).toEqual({ ...defaults, ...form.today })
  })

  test('the form of today, which is the last of them: a new setting wants one of its own', () =>
    expect(Object.keys(STORED_SETTINGS.at(-1)?.stored ?? {}).sort()).toEqual(Object.keys(defaults).sort()))
})

/** Verdicts as stored by each version of the database; none of the user's own, and made again when it is missing. */
test.each([
  [1, { verdict: { probability: 0.9 }, at: 1 }],
  [2, { verdict: { probability: 0.9, sexual: null }, at: 1, until: 2 }],
  [3, { verdict: { probability: 0.9, ratings: { sexual: null } }, at: 1 }],
  [4, { verdict: { probability: 0.9, ratings: { sexual: null, symbol: 0.1 }, fed: null }, at: 1 }],
])('verdicts of version %i make way for new ones, which are kept', async (version, entry) => {
  const old = await openDB('verdicts', version, {
    upgrade: (db) => void db.createObjectStore('verdicts').createIndex('at', 'at'),
  })
  await old.put('verdicts', entry, 'tiny@1/1 bytes:x')
  old.close()
  const cache = createVerdictCache()
  expect(await cache.size()).toBe(0)
  const verdict = verdictOf({ text: 'now' })
  await cache.remember([{ name: 'bytes:x' }], verdict)
  const judge = createJudge(tinyHead(tinyManifest(2)), verdict.model)
  expect((await cache.recall(['bytes:x'], judge, askedFor()))[0]?.text).toBe('now')
  await cache.close()
})

test.each([
  ['the first form', { name: 'mine.json', bytes: Uint8Array.of(1, 2) }],
  ['that of an installed model', { name: 'mine.json', bytes: Uint8Array.of(1, 2), installed: 'clip' }],
  ['one set aside', { name: 'mine.json', bytes: Uint8Array.of(1, 2), installed: 'clip', fault: 'damaged' }],
])('a head in %s is the chosen one as it was', async (_, head) => {
  const old = await openDB('heads', 1, { upgrade: (db) => void db.createObjectStore('heads') })
  await old.put('heads', head, 'chosen')
  old.close()
  expect(await createStoredHeads().read()).toEqual({ chosen: head, second: undefined })
})

test('corrections are all there, those of another model or reading too', async () => {
  const old = await openDB('corrections', 1, {
    upgrade(db) {
      db.createObjectStore('corrections', { keyPath: 'id' }).createIndex('at', 'at')
      db.createObjectStore('learned')
    },
  })
  const model = { id: 'memeveil-mini', version: '2.0.0', head: '0123456789ab' }
  const made = [
    await correctionOf(unit(1, 1, 2, 3), true, {}, 1),
    await correctionOf(unit(1, 2, 2, 3), false, { model }, 2),
    await correctionOf(unit(1, 3, 2, 3), false, { reading: 1 }, 3),
  ]
  for (const one of made) await old.put('corrections', one)
  old.close()
  expect(await createCorrectionStore().all()).toEqual(made.reverse())
})

test('counts by day and site go on, and so does the sync of this device', async () => {
  const total = { checked: 7, veiled: 2 }
  const statistics = { total, days: { '2026-11-25': { 'example.org': { checked: 5, veiled: 2 } } } }
  const sync = { on: true, device: 'a-device', problem: null }
  await browser.storage.local.set({ statistics, sync })
  expect(await loadStatistics()).toEqual(statistics)
  expect(await loadSync()).toEqual(sync)
})
