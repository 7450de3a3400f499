// @vitest-environment happy-dom
import { h, render } from 'preact'
import { expect, test } from 'vitest'
import { OnThisSite } from '../../../src/extension/popup/on-this-site.tsx'
import { page } from '../../../src/extension/popup/state.ts'
import { MOST_ENTRIES } from '../../../src/extension/settings.ts'
import { placeAt } from '../../../src/extension/site-name.ts'
import { change } from '../../../src/extension/ui/live-settings.ts'

const row = () => document.querySelector('[data-row=siteBlock]')
const box = () => row()?.querySelector('input') as HTMLInputElement

test('where the list of covered sites is full, no site is added, which is told; one that is in it can go', async () => {
  const block = Array.from({ length: MOST_ENTRIES }, (_, i) => `s${i}.org`)
  await change({ block })
  const show = (address: string) => {
    page.value = { tab: 1, address, ...placeAt(address), pattern: '', isPrivate: false }
    render(h(OnThisSite, {}), document.body)
  }
  show('https://example.org/')
  expect(row()?.textContent).toContain('room for 5,000 entries')
  expect(box().disabled).toBe(true)
  show('https://s7.org/')
  await expect.poll(() => [box().checked, box().disabled]).toEqual([true, false])
  box().click()
  await expect.poll(() => row()?.textContent).not.toContain('room')
  expect(box().disabled).toBe(false)
})
