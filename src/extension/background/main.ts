import browser from 'webextension-polyfill'
import { receive } from '../protocol.ts'
import { loadSettings, watchSettings } from '../settings.ts'
import { cancel, enqueue } from './queue.ts'
import { injectIntoOpenTabs, register } from './registration.ts'

const refresh = async () => register(await loadSettings())

browser.runtime.onInstalled.addListener(async () => {
  await refresh()
  await injectIntoOpenTabs()
})
browser.runtime.onStartup.addListener(refresh)
browser.permissions.onAdded.addListener(async () => {
  await refresh()
  await injectIntoOpenTabs()
})
browser.permissions.onRemoved.addListener(refresh)
watchSettings(register)

receive({
  'content-to-background: check-picture': ({ id, address, urgent }) => enqueue({ id, address }, urgent),
  'content-to-background: cancel-check': async ({ id }) => {
    cancel(id)
    return null
  },
  'popup-to-background: check-by-hand': ({ picture, text }) =>
    enqueue({ id: crypto.randomUUID(), address: picture, text }, true),
})
