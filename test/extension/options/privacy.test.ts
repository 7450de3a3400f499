// @vitest-environment happy-dom
import { rm } from 'node:fs/promises'
import 'fake-indexeddb/auto'
import { fakeBrowser } from '@webext-core/fake-browser'
import { h, render } from 'preact'
import { beforeEach, expect, test, vi } from 'vitest'
import { Corrections } from '../../../src/extension/options/corrections.tsx'
import { corrections } from '../../../src/extension/options/kept-corrections.ts'
import { Privacy } from '../../../src/extension/options/privacy.tsx'
import { heads } from '../../../src/extension/ui/current-head.ts'
import { correctionOf, unit } from '../../fixtures/corrections.ts'
import { begin, hold, readFile } from '../../fixtures/installed-models.ts'

const folder = await vi.hoisted(async () => (await import('../../fixtures/installed-models.ts')).modelsFolder())
vi.mock('../../../src/runtime/browser/model-store.ts', () => import('../../../src/runtime/node/model-store.ts'))
vi.mock('../../../src/runtime/browser/store.ts', () => import('../../fixtures/installed-models.ts'))
Object.defineProperty(navigator, 'storage', { value: { estimate: async () => ({ usage: 1 }) } })
// the background
fakeBrowser.runtime.onMessage.addListener(async () => null)

beforeEach(async () => {
  render([h(Corrections, {}), h(Privacy, {})], document.body)
  await vi.waitFor(() => expect(document.querySelector('[data-row=kept] dl')).not.toBeNull())
})

const press = (label: string) => document.querySelector<HTMLElement>(`dialog[aria-label="${label}"] .danger`)?.click()
const said = () => document.querySelector('[data-row=kept] .actions > [role=alert]')?.textContent
const done = () => document.querySelector('[data-done]')?.textContent

test('a model that stays, since another tab installs it, is told in the place of all being cleared', async () => {
  await begin(folder, 'Xenova/clip')
  await hold(folder, 'Xenova/clip')
  press('Clear everything')
  await expect.poll(said).toMatch(/^Everything is cleared but Xenova\/clip\. /)
  expect(done()).toBe('')
  await rm(folder, { recursive: true })
  press('Clear everything')
  await expect.poll(done).toBe('Everything is cleared.')
  expect(said()).toBe('')
})

test('what is cleared or forgotten in one section is gone from the other, and what comes is in both', async () => {
  const inBoth = () => [
    document.querySelector('[data-row=corrections]')?.textContent?.match(/set aside: (\d)/)?.[1],
    [...document.querySelectorAll('[data-row=kept] dt')].find((dt) => dt.textContent === 'Corrections')
      ?.nextElementSibling?.textContent,
  ]
  for (const label of ['Clear everything', 'Forget all corrections']) {
    await corrections.add([await correctionOf(unit(1, 1, 2, 3), true)])
    await expect.poll(inBoth).toEqual(['1', '1'])
    press(label)
    await expect.poll(inBoth).toEqual([undefined, 'none'])
  }
})

test('a head that is chosen on this very page is told among what is kept', async () => {
  await heads.choose(new File([await readFile('memeveil-mini/head.json')], 'mine.json'))
  await expect.poll(() => document.querySelector('[data-row=kept] dl')?.textContent).toContain('mine.json')
})
