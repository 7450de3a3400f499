import { receive } from '../protocol.ts'
import { isListed, loadSettings, type Settings, watchSettings } from '../settings.ts'
import { check, orphaned } from './check.ts'
import { styleShadowRoot, unveil } from './cover/veil.ts'
import { type Finding, find } from './find.ts'
import { Label, LabelLayer } from './label.ts'
import { Picture } from './picture.ts'

/** Pictures this far outside the viewport are checked ahead. */
const AHEAD = '600px'
const ORPHAN_CHECK_MS = 5000

const pictures = new Map<Element, Picture>()

/** What runs in this page now: the session that covers and checks, or the one that only takes covers away. */
interface Session {
  apply(settings: Settings): void
  stop(): void
}

function isActive(settings: Settings): boolean {
  return settings.enabled && !isListed(settings.offSites, location.hostname)
}

/** Finds, covers and checks pictures. */
function coverAndCheck(settings: Settings): Session {
  const controller = new AbortController()
  const { signal } = controller
  const layer = new LabelLayer(signal)
  let current = settings
  const nearness = new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting, boundingClientRect: box } of entries) {
        pictures.get(target)?.approach(isIntersecting, isIntersecting && box.bottom > 0 && box.top < innerHeight)
      }
    },
    { rootMargin: AHEAD },
  )
  const sizes = new ResizeObserver((entries) => {
    for (const { target } of entries) pictures.get(target)?.measure()
  })
  const finding: Finding = {
    onPicture(element, kind) {
      const known = pictures.get(element)
      if (known) return known.refresh()
      pictures.set(element, new Picture(element, kind, current, check, new Label(layer, element)))
      nearness.observe(element)
      sizes.observe(element)
    },
    onRemoved(element) {
      // a move is a removal and an addition: only what stays away is forgotten
      if (element.isConnected || !pictures.has(element)) return
      pictures.get(element)?.release()
      pictures.delete(element)
      nearness.unobserve(element)
      sizes.unobserve(element)
    },
    onShadowRoot: (root) => styleShadowRoot(root, current.coverFirst && current.effect === 'blur', signal),
  }
  find(document, finding, signal)
  return {
    apply(changed) {
      current = changed
      for (const picture of pictures.values()) picture.apply(changed)
    },
    stop() {
      controller.abort()
      nearness.disconnect()
      sizes.disconnect()
      for (const picture of pictures.values()) picture.release()
      pictures.clear()
    },
  }
}

/** Switched off, this page still has the stylesheet that covers first: every picture is marked as it comes. */
function uncover(): Session {
  const controller = new AbortController()
  find(document, { onPicture: unveil, onRemoved() {}, onShadowRoot() {} }, controller.signal)
  return { apply() {}, stop: () => controller.abort() }
}

function run(): void {
  let active: boolean | undefined
  let session: Session | undefined
  const follow = (settings: Settings) => {
    if (isActive(settings) === active) return session?.apply(settings)
    active = isActive(settings)
    session?.stop()
    session = active ? coverAndCheck(settings) : uncover()
  }
  const unwatch = watchSettings(follow)
  void loadSettings().then(follow)
  receive({ 'popup-to-content: report-page': async () => [...pictures.values()].flatMap((p) => p.report() ?? []) })
  // an update or removal of the extension leaves this script behind: it takes its covers away and stops
  const timer = setInterval(() => {
    if (!orphaned()) return
    clearInterval(timer)
    unwatch()
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
