import 'fake-indexeddb/auto'
import { fakeBrowser } from '@webext-core/fake-browser'
import { expect, test, vi } from 'vitest'
import { cache, clearEverything } from '../../../src/extension/options/kept.ts'
import { changeSettings, defaults, loadSettings } from '../../../src/extension/settings.ts'
import { startSync } from '../../../src/extension/sync/sync.ts'
import { loadSync, switchSync } from '../../../src/extension/sync/sync-state.ts'

vi.mock('webextension-polyfill', async () => ({ default: (await import('@webext-core/fake-browser')).fakeBrowser }))

/** No model is installed. */
const getDirectory = async () => {
  throw new DOMException('no such folder', 'NotFoundError')
}
vi.stubGlobal('navigator', { locks: navigator.locks, storage: { getDirectory } })

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
