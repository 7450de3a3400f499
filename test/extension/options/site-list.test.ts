// @vitest-environment happy-dom
import { h, render } from 'preact'
import { expect, test } from 'vitest'
import { SiteList } from '../../../src/extension/options/site-list.tsx'
import { loadSettings, MOST_ENTRIES } from '../../../src/extension/settings.ts'

test('a list with more entries than are kept is refused, and stays as it was typed', async () => {
  render(h(SiteList, { name: 'allow', label: 'Allow', hint: '' }), document.body)
  const text = Array.from({ length: MOST_ENTRIES + 1 }, (_, i) => `s${i}.org`).join('\n')
  const area = document.querySelector('textarea') as HTMLTextAreaElement
  area.value = text
  area.dispatchEvent(new Event('input', { bubbles: true }))
  await expect.poll(() => area.form?.querySelector('button')?.disabled).toBe(false)
  area.form?.dispatchEvent(new Event('submit', { bubbles: true, cancelable: true }))
  await expect.poll(() => document.querySelector('[data-errors=allow]')?.textContent).toMatch(/room for 5,000 entries/)
  expect(area.value).toBe(text)
  expect((await loadSettings()).allow).toEqual([])
})
