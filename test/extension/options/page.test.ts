// @vitest-environment happy-dom
import 'fake-indexeddb/auto'
import { readFile } from 'node:fs/promises'
import { fakeBrowser } from '@webext-core/fake-browser'
import { h, render } from 'preact'
import { expect, test, vi } from 'vitest'
import { Page } from '../../../src/extension/options/page.tsx'
import { query } from '../../../src/extension/options/search-box.tsx'

vi.mock('../../../src/runtime/browser/store.ts', () => ({
  INSTALLED: 'installed/',
  readFile: async (path: string) => new Uint8Array(await readFile(`public/models/${path}`)),
}))
/** No model is installed. */
const getDirectory = async () => {
  throw new DOMException('no such folder', 'NotFoundError')
}
Object.defineProperty(navigator, 'storage', { value: { estimate: async () => ({}), getDirectory } })
const report = { underWay: 0, devices: null, failures: [] }
Object.assign(fakeBrowser.runtime, { getManifest: () => ({ version: '1' }), sendMessage: async () => report })

test('a link leads to its section, which a search has hidden, also where the address names it already', async () => {
  render(h(Page, {}), document.body)
  // what reads for long must not outlive the test
  for (const read of ['[data-row=kept] dl', 'dd[data-devices]']) {
    await vi.waitFor(() => expect(document.querySelector(read)).not.toBeNull(), 10_000)
  }
  const section = document.getElementById('topics') as HTMLElement
  for (let i = 0; i < 2; i++) {
    query.value = 'statistics'
    await expect.poll(() => section.hidden).toBe(true)
    document.querySelector<HTMLElement>('a[href="#topics"]')?.click()
    await expect.poll(() => [section.hidden, document.activeElement?.id]).toEqual([false, 'topics-title'])
  }
})
