import { readdir, rm } from 'node:fs/promises'
import 'fake-indexeddb/auto'
import { fakeBrowser } from '@webext-core/fake-browser'
import { expect, test, vi } from 'vitest'
import { install, underWay } from '../../../src/extension/options/installing.ts'
import { cache, clearEverything } from '../../../src/extension/options/kept.ts'
import { changeSettings, defaults, loadSettings } from '../../../src/extension/settings.ts'
import { startSync } from '../../../src/extension/sync/sync.ts'
import { loadSync, switchSync } from '../../../src/extension/sync/sync-state.ts'
import { begin, hold } from '../../fixtures/installed-models.ts'

vi.mock('webextension-polyfill', async () => ({ default: (await import('@webext-core/fake-browser')).fakeBrowser }))

const NAME = 'Xenova/clip'

const folder = await vi.hoisted(async () => (await import('../../fixtures/installed-models.ts')).modelsFolder())
vi.mock('../../../src/runtime/browser/model-store.ts', () => import('../../../src/runtime/node/model-store.ts'))
vi.mock('../../../src/runtime/browser/store.ts', () => import('../../fixtures/installed-models.ts'))
/** A download that writes on for a while once it is stopped. */
vi.mock('../../../src/extension/options/install-here.ts', () => ({
  async installHere(_: string, { name, signal }: { name: string; signal: AbortSignal }) {
    while (!signal.aborted) await new Promise((resolve) => setTimeout(resolve, 10))
    await new Promise((resolve) => setTimeout(resolve, 50))
    await begin(folder, name)
    throw signal.reason
  },
}))
vi.stubGlobal('navigator', { locks: navigator.locks, storage: { persist: async () => true } })

const level = async () => JSON.stringify(await fakeBrowser.storage.sync.get('level.0'))

test('what is cleared here stays on the other devices of a profile', async () => {
  // the background
  fakeBrowser.runtime.onMessage.addListener(async () => null)
  startSync()
  await switchSync(true)
  await changeSettings({ level: 'strict' })
  await vi.waitFor(async () => expect(await level()).toContain('strict'))
  await clearEverything()
  await new Promise((resolve) => setTimeout(resolve, 50))
  expect([await loadSettings(), (await loadSync()).on]).toEqual([defaults, false])
  expect(await level()).toContain('strict')
})

test('a download ends before all is cleared, and nothing of it stays', async () => {
  void install(NAME)
  expect(await clearEverything()).toEqual([])
  expect([underWay.value, await readdir(`${folder}/Xenova`)]).toEqual([null, []])
})

test('a model that another tab installs stays, which is told, and all the rest goes', async () => {
  await begin(folder, NAME)
  await hold(folder, NAME)
  await changeSettings({ level: 'strict' })
  expect(await clearEverything()).toEqual([NAME])
  expect(await loadSettings()).toEqual(defaults)
  await rm(folder, { recursive: true })
})

test('where the browser keeps nothing, the settings are cleared all the same', async () => {
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => {})
  await cache.close()
  const open = vi.spyOn(indexedDB, 'open').mockImplementation(() => {
    throw new DOMException('not here', 'SecurityError')
  })
  await changeSettings({ level: 'strict' })
  await clearEverything()
  expect(await loadSettings()).toEqual(defaults)
  open.mockRestore()
  warn.mockRestore()
})
