import { receive } from '../protocol.ts'
import { isListed, loadSettings, type Settings, watchSettings } from '../settings.ts'
import { check, orphaned } from './check.ts'
import { find } from './find.ts'
import { Label, LabelLayer } from './label.ts'
import { Picture } from './picture.ts'
import { styleShadowRoot, unveil } from './veil.ts'

/** Pictures this far outside the viewport are checked ahead. */
const AHEAD = '600px'
const ORPHAN_CHECK_MS = 5000

const pictures = new Map<Element, Picture>()
let session: AbortController | null = null

function isActive(settings: Settings): boolean {
  return settings.enabled && !isListed(settings.offSites, location.hostname)
}

/** Finds, covers and checks pictures until the returned controller aborts. */
function start(settings: Settings): AbortController {
  const controller = new AbortController()
  const { signal } = controller
  const layer = new LabelLayer(signal)
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
  const finding = {
    onPicture(element: Element, kind: Picture['kind']) {
      const known = pictures.get(element)
      if (known) return known.refresh()
      pictures.set(element, new Picture(element, kind, current, check, new Label(layer, element)))
      nearness.observe(element)
      sizes.observe(element)
    },
    onRemoved(element: Element) {
      // a move is a removal and an addition: only what stays away is forgotten
      if (element.isConnected || !pictures.has(element)) return
      pictures.get(element)?.release()
      pictures.delete(element)
      nearness.unobserve(element)
      sizes.unobserve(element)
    },
    onShadowRoot: (root: ShadowRoot) => styleShadowRoot(root, current.coverFirst, signal),
  }
  let current = settings
  find(document, finding, signal)
  const timer = setInterval(() => orphaned() && controller.abort(), ORPHAN_CHECK_MS)
  applySettings = (changed) => {
    current = changed
    for (const picture of pictures.values()) picture.apply(changed)
  }
  signal.addEventListener(
    'abort',
    () => {
      clearInterval(timer)
      nearness.disconnect()
      sizes.disconnect()
      for (const picture of pictures.values()) picture.release()
      pictures.clear()
      uncoverTheRest()
    },
    { once: true },
  )
  return controller
}

let applySettings: (settings: Settings) => void = () => {}

/** After switching off, the stylesheet that covers first is still in this page: what comes later is marked at once. */
function uncoverTheRest(): void {
  const off = new AbortController()
  find(document, { onPicture: unveil, onRemoved() {}, onShadowRoot() {} }, off.signal)
  switchOn = () => off.abort()
}

let switchOn: () => void = () => {}

function follow(settings: Settings): void {
  if (!isActive(settings)) {
    if (session) session.abort()
    else uncoverTheRest()
    session = null
  } else if (session) {
    applySettings(settings)
  } else {
    switchOn()
    session = start(settings)
  }
}

// A second injection into the same page (after an update) must not run beside a living first one.
const flag = Symbol.for('active')
const world = globalThis as { [flag]?: boolean }
if (!world[flag]) {
  world[flag] = true
  receive({ 'popup-to-content: report-page': async () => [...pictures.values()].flatMap((p) => p.report() ?? []) })
  watchSettings(follow)
  void loadSettings().then(follow)
}
