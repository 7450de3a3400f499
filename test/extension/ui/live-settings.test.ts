import { expect, test } from 'vitest'
import { changeSettings, loadSettings } from '../../../src/extension/settings.ts'
import { change, settings } from '../../../src/extension/ui/live-settings.ts'

test('changes that come at once are all kept, and shown before they are stored', async () => {
  const done = [
    change({ sites: { 'a.org': { enabled: false } } }),
    change({ sites: { ...settings.value.sites, 'b.org': {} } }),
    change({ effect: 'solid' }),
  ]
  const wanted = { sites: { 'a.org': { enabled: false }, 'b.org': {} }, effect: 'solid' }
  expect(settings.value).toMatchObject(wanted)
  await Promise.all(done)
  expect(await loadSettings()).toMatchObject(wanted)
  expect(settings.value).toMatchObject(wanted)
})

test('what another page changes is followed', async () => {
  await changeSettings({ level: 'strict' })
  await expect.poll(() => settings.value.level).toBe('strict')
})
