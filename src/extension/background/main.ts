import browser from 'webextension-polyfill'
import { answerLines } from '../check-line.ts'
import { createCorrectionStore } from '../engine/correction-store.ts'
import { createHeadStore } from '../engine/head-store.ts'
import { forgetTab, loadPauses, pausedUntil, watchPauses } from '../pauses.ts'
import { receive } from '../protocol.ts'
import { changeSettings, loadSettings, watchSettings } from '../settings.ts'
import { allowSite } from '../site-settings.ts'
import { startSync } from '../sync/sync.ts'
import { createVerdictCache } from '../verdict-cache.ts'
import { createActivity } from './activity.ts'
import { createAsked } from './asked.ts'
import { createBadge } from './badge.ts'
import { answerCommands } from './commands.ts'
import { answerCorrections, createCorrections } from './corrections.ts'
import { announceDeviceChoice, deviceChoice } from './device-choice.ts'
import { createEngineHost } from './engine-host.ts'
import { createKeptVerdicts } from './kept-verdicts.ts'
import { createLooker } from './looker.ts'
import { answerMenus, createMenus } from './menus.ts'
import { insertPageCover } from './page-cover.ts'
import { placesFor } from './places.ts'
import { createPreview } from './preview.ts'
import { createQueue } from './queue.ts'
import { redirectFrom } from './redirects.ts'
import { createRegistration, injectIntoOpenTabs, tellOpenTabs } from './registration.ts'
import { askerOf, byHand } from './request-rules.ts'
import { createTallies } from './tally.ts'
import { openWelcome } from './welcome.ts'

const host = createEngineHost()
const mayAsk = (pattern: string) => browser.permissions.contains({ origins: [pattern] })
const heads = createHeadStore()
const asked = createAsked(heads)
const kept = createKeptVerdicts({ cache: createVerdictCache(), heads, asked })
const corrections = createCorrections({
  store: createCorrectionStore(),
  heads,
  tell() {
    queue.renew()
    return tellOpenTabs('background-to-content: head-changed')
  },
})
const queue = createQueue({
  host,
  places: placesFor(navigator.hardwareConcurrency, (navigator as { deviceMemory?: number }).deviceMemory),
  looker: createLooker({ host, kept, redirectFrom, mayAsk }),
  asked,
})
const tried = (topic?: string) => (topic === undefined ? {} : { topics: [topic] })
const preview = createPreview(mayAsk)
const activity = createActivity()
/** Checks, and keeps what the debug view tells. */
const check: typeof queue.check = async (...asked) => {
  const result = await queue.check(...asked)
  activity.note(result)
  return result
}
const badge = createBadge()
const tally = createTallies(badge)
const registration = createRegistration()
const refresh = async () => void (await registration.apply(await loadSettings()))

browser.runtime.onInstalled.addListener(async ({ reason }) => {
  await createMenus()
  if (reason === 'install') await openWelcome()
  await refresh()
  await injectIntoOpenTabs()
})
browser.runtime.onStartup.addListener(async () => {
  await createMenus()
  await refresh()
})
browser.permissions.onAdded.addListener(async () => {
  await refresh()
  await injectIntoOpenTabs()
  await tellOpenTabs('background-to-content: access-added')
})
browser.permissions.onRemoved.addListener(refresh)
watchSettings(async (settings) => {
  // where it was off there is no script to follow
  if (await registration.apply(settings)) await injectIntoOpenTabs()
})
watchPauses(() => void badge.refresh())
browser.tabs.onRemoved.addListener((tab) => {
  void forgetTab(tab)
  void badge.forget(tab)
})
answerMenus()
answerCommands()
startSync()
announceDeviceChoice()

answerLines({
  check: ({ urgent, topic, ...picture }, sender, glimpse) =>
    check({ ...picture, ...tried(topic) }, urgent, askerOf(sender), glimpse),
  urge: queue.urge,
  leave: queue.leave,
  cancel: queue.cancel,
})
receive({
  'content-to-background: cover-page': async ({ words, look, previous }, sender) => {
    await insertPageCover(sender, words, look, previous)
    return null
  },
  'content-to-background: where-am-i': async (_, { tab, frameId }) => {
    if (tab?.id !== undefined && frameId === 0) void badge.reset(tab.id)
    return {
      page: tab?.url?.startsWith('http') ? tab.url : null,
      pausedUntil: pausedUntil(await loadPauses(), tab?.id ?? -1),
    }
  },
  'content-to-background: leave-site': async (place) => {
    await changeSettings((before) => allowSite(before, place))
    return null
  },
  'content-to-background: tally': async (counts, sender) => {
    await tally(counts, sender)
    return null
  },
  'popup-to-background: check-by-hand': ({ picture, topic, ...rest }) =>
    check({ id: crypto.randomUUID(), address: picture, ...rest, ...tried(topic) }, true, byHand(picture)),
  ...answerCorrections(corrections),
  'popup-to-background: engine-state': () => host.state(),
  'popup-to-background: preview': preview,
  'offscreen-to-background: device-choice': deviceChoice,
  'options-to-background: report-activity': async () => activity.report(queue.size()),
})
