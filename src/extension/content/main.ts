import { receive } from '../protocol.ts'
import { loadSettings, type Settings, watchSettings } from '../settings.ts'
import type { PageSettings } from '../site-settings.ts'
import { TAKEN_OVER } from './cover/take-over.ts'
import { createHere, type Here } from './here.ts'
import { hearInputs } from './label/clicks.ts'
import { orphaned } from './line.ts'
import { coverAndCheck, type Session, uncover } from './session.ts'

const ORPHAN_CHECK_MS = 5000

/** Calls after `document.open`, which takes every listener of a page away, and where the whole document is new. */
function onRewritten(restart: () => void, signal: AbortSignal): void {
  let root = document.documentElement
  const observer = new MutationObserver(() => {
    if (!document.documentElement || document.documentElement === root) return
    root = document.documentElement
    restart()
  })
  observer.observe(document, { childList: true })
  signal.addEventListener('abort', () => observer.disconnect())
}

/** What the rest of the extension says to this document. */
function answer(here: Here, session: () => Session | undefined): void {
  receive({
    'popup-to-content: report-page': async () => session()?.report() ?? [],
    'popup-to-content: try-topic': async ({ id, phrase }) => (await session()?.tryTopic(id, phrase)) ?? null,
    'popup-to-content: is-revealed': async () => here.isRevealed(),
    'popup-to-content: reveal': async ({ id }) => {
      session()?.reveal(id)
      return null
    },
    'background-to-content: access-added': async () => {
      session()?.accessAdded()
      return null
    },
    'background-to-content: head-changed': async () => {
      session()?.headChanged()
      return null
    },
    'background-to-content: correct': async ({ address, offensive }) => {
      session()?.correct(address, offensive)
      return null
    },
    'extension-to-content: paused': async ({ until }) => {
      here.pause(until)
      return null
    },
    'extension-to-content: reveal-all': async ({ ms }) => {
      here.revealAll(ms)
      return null
    },
  })
}

function run(): void {
  const ended = new AbortController()
  const inputs = hearInputs(ended.signal)
  let all: Settings | undefined
  let now: PageSettings | undefined
  let session: Session | undefined
  const start = (settings: PageSettings) => {
    session?.stop()
    session = settings.enabled ? coverAndCheck(settings, inputs, here.leaveSite) : uncover()
  }
  const here = createHere(() => all && follow(all), ended.signal)
  const follow = (changed: Settings) => {
    all = changed
    const [before, settings] = [now, here.settings(changed)]
    if (JSON.stringify(settings) === JSON.stringify(before)) return
    now = settings
    if (settings.enabled === before?.enabled) session?.apply(settings)
    else start(settings)
  }
  watchSettings(follow)
  const load = () => void loadSettings().then(follow)
  load()
  // while a page was put away, nobody told it of changes
  const onShow = ({ persisted }: PageTransitionEvent) => {
    if (!persisted) return
    load()
    here.ask()
  }
  const listen = () => {
    inputs.listen()
    window.addEventListener('pageshow', onShow, { signal: ended.signal })
  }
  listen()
  onRewritten(() => {
    listen()
    if (now) start(now)
  }, ended.signal)
  answer(here, () => session)
  // an update or removal of the extension leaves this script behind: it takes its covers away and stops
  const end = (isReplaced: boolean) => {
    if (!orphaned()) return
    clearInterval(timer)
    ended.abort()
    session?.stop()
    if (!isReplaced) uncover()
  }
  const timer = setInterval(end, ORPHAN_CHECK_MS, false)
  document.addEventListener(TAKEN_OVER, () => end(true), { signal: ended.signal })
}

// A second injection into the same page must not run beside a living first one.
const flag = Symbol.for('active')
const world = globalThis as { [flag]?: boolean }
if (!world[flag]) {
  world[flag] = true
  run()
}
