import browser from 'webextension-polyfill'
import { answerLines } from '../check-line.ts'
import { createHeadStore } from '../engine/head-store.ts'
import { forgetTab, loadPauses, pausedUntil } from '../pauses.ts'
import { receive } from '../protocol.ts'
import { loadSettings, watchSettings } from '../settings.ts'
import { createVerdictCache } from '../verdict-cache.ts'
import { createEngineHost } from './engine-host.ts'
import { createKeptVerdicts } from './kept-verdicts.ts'
import { createLooker } from './looker.ts'
import { insertPageCover } from './page-cover.ts'
import { placesFor } from './places.ts'
import { createQueue } from './queue.ts'
import { redirectFrom } from './redirects.ts'
import { createRegistration, injectIntoOpenTabs, tellOpenTabs } from './registration.ts'
import { askerOf, BY_HAND } from './request-rules.ts'

const host = createEngineHost()
const mayAsk = (pattern: string) => browser.permissions.contains({ origins: [pattern] })
const wantsSexual = async () => (await loadSettings()).sexual
const kept = createKeptVerdicts({ cache: createVerdictCache(), heads: createHeadStore(), wantsSexual })
const queue = createQueue({
  host,
  places: placesFor(navigator.hardwareConcurrency, (navigator as { deviceMemory?: number }).deviceMemory),
  looker: createLooker({ host, kept, redirectFrom, mayAsk }),
  wantsSexual,
})
const registration = createRegistration()
const refresh = async () => void (await registration.apply(await loadSettings()))

browser.runtime.onInstalled.addListener(async () => {
  await refresh()
  await injectIntoOpenTabs()
})
browser.runtime.onStartup.addListener(refresh)
browser.permissions.onAdded.addListener(async () => {
  await refresh()
  await injectIntoOpenTabs()
  await tellOpenTabs()
})
browser.permissions.onRemoved.addListener(refresh)
watchSettings(async (settings) => {
  // where it was off there is no script to follow
  if (await registration.apply(settings)) await injectIntoOpenTabs()
})
browser.tabs.onRemoved.addListener((tab) => void forgetTab(tab))

answerLines({
  check: ({ urgent, ...picture }, sender) => queue.check(picture, urgent, askerOf(sender)),
  urge: queue.urge,
  cancel: queue.cancel,
})
receive({
  'content-to-background: cover-page': async ({ words, look, previous }, sender) => {
    await insertPageCover(sender, words, look, previous)
    return null
  },
  'content-to-background: where-am-i': async (_, { tab }) => ({
    page: tab?.url?.startsWith('http') ? tab.url : null,
    pausedUntil: pausedUntil(await loadPauses(), tab?.id ?? -1),
  }),
  'popup-to-background: check-by-hand': ({ picture, text }) =>
    queue.check({ id: crypto.randomUUID(), address: picture, text, explain: true }, true, BY_HAND),
})
