import { expect, test } from 'vitest'
import { changeSettings, defaults, isListed, loadSettings, watchSettings } from '../../src/extension/settings.ts'

test.each([
  [['example.org'], 'example.org', true],
  [['example.org'], 'www.example.org', true],
  [['www.example.org'], 'example.org', false],
  [['example.org'], 'notexample.org', false],
  [[], 'example.org', false],
])('in %j, %s is listed: %s', (list, host, listed) => expect(isListed(list, host)).toBe(listed))

test('a change is kept and told to whoever watches, a setting never stored has its default', async () => {
  const told: string[] = []
  const stop = watchSettings((settings) => told.push(`${settings.effect} ${settings.minimumSize}`))
  await changeSettings({ effect: 'badge' })
  expect(await loadSettings()).toEqual({ ...defaults, effect: 'badge' })
  expect(told).toEqual([`badge ${defaults.minimumSize}`])
  stop()
})
