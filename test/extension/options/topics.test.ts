// @vitest-environment happy-dom
import 'fake-indexeddb/auto'
import { h, render } from 'preact'
import { expect, test, vi } from 'vitest'
import { MOST_TOPICS } from '../../../src/core/model/topics.ts'
import { Topics } from '../../../src/extension/options/topics.tsx'
import { changeSettings } from '../../../src/extension/settings.ts'
import { settings } from '../../../src/extension/ui/live-settings.ts'

vi.mock('../../../src/extension/ui/current-head.ts', () => import('../../fixtures/current-head.ts'))

test('where there is no room for a topic, its box stays empty, however often it is ticked', async () => {
  await changeSettings({ topics: Array.from({ length: MOST_TOPICS }, (_, i) => ({ phrase: `t${i}`, strength: 3 })) })
  await expect.poll(() => settings.value.topics).toHaveLength(MOST_TOPICS)
  render(h(Topics, {}), document.body)
  const box = document.querySelector('[data-row=topics-hate] input') as HTMLInputElement
  const problem = () => document.querySelector('[data-row=topics-hate] [role=alert]')?.textContent
  for (let i = 0; i < 2; i++) {
    box.click()
    await expect.poll(problem).toMatch(/There is room for 30 topics/)
    expect(box.checked).toBe(false)
  }
})
