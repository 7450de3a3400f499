import { receive } from '../protocol.ts'
import { loadSettings, type Settings, watchSettings } from '../settings.ts'
import { type PageSettings, settingsFor } from '../site-settings.ts'
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

function run(): void {
  const ended = new AbortController()
  const inputs = hearInputs(ended.signal)
  let active: boolean | undefined
  let session: Session | undefined
  const start = (settings: PageSettings) => {
    session?.stop()
    session = active ? coverAndCheck(settings, inputs) : uncover()
  }
  const here = (settings: Settings) => settingsFor(settings, location.hostname, location.pathname)
  const follow = (settings: Settings) => {
    const now = here(settings)
    if (now.enabled === active) return session?.apply(now)
    active = now.enabled
    start(now)
  }
  const unwatch = watchSettings(follow)
  const load = () => void loadSettings().then(follow)
  load()
  // while a page was put away, nobody told it of changes
  const onShow = ({ persisted }: PageTransitionEvent) => persisted && load()
  const listen = () => {
    inputs.listen()
    window.addEventListener('pageshow', onShow, { signal: ended.signal })
  }
  listen()
  onRewritten(() => {
    listen()
    if (session) void loadSettings().then((settings) => start(here(settings)))
  }, ended.signal)
  receive({
    'popup-to-content: report-page': async () => session?.report() ?? [],
    'background-to-content: access-added': async () => {
      session?.accessAdded()
      return null
    },
  })
  // an update or removal of the extension leaves this script behind: it takes its covers away and stops
  const timer = setInterval(() => {
    if (!orphaned()) return
    clearInterval(timer)
    unwatch()
    ended.abort()
    session?.stop()
    uncover()
  }, ORPHAN_CHECK_MS)
}

// A second injection into the same page must not run beside a living first one.
const flag = Symbol.for('active')
const world = globalThis as { [flag]?: boolean }
if (!world[flag]) {
  world[flag] = true
  run()
}
