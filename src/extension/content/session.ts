import type { PictureReport } from '../protocol.ts'
import type { Settings } from '../settings.ts'
import { check } from './check.ts'
import { styleShadowRoot, unveil } from './cover/veil.ts'
import { type Finding, find } from './find/finder.ts'
import { Label } from './label/label.ts'
import { LabelLayer } from './label/layer.ts'
import { Picture } from './picture.ts'

/** Pictures this far outside the viewport are checked ahead. */
const AHEAD = '600px'

/** What runs in this page now: the session that covers and checks, or the one that only takes covers away. */
export interface Session {
  apply(settings: Settings): void
  /** The extension may ask more hosts than before. */
  accessAdded(): void
  /** What the popup is told. */
  report(): PictureReport[]
  stop(): void
}

type Pictures = Map<Element, Picture>

/** Tells pictures how near to the viewport they are. */
function watchNearness(pictures: Pictures): IntersectionObserver {
  const tell = (entries: IntersectionObserverEntry[]) => {
    for (const { target, isIntersecting, boundingClientRect: box } of entries) {
      pictures.get(target)?.approach(isIntersecting, isIntersecting && box.bottom > 0 && box.top < innerHeight)
    }
  }
  return new IntersectionObserver(tell, { rootMargin: AHEAD })
}

/** Tells pictures of another size. */
function watchSizes(pictures: Pictures): ResizeObserver {
  return new ResizeObserver((entries) => {
    for (const { target } of entries) pictures.get(target)?.measure()
  })
}

/** Finds, covers and checks pictures. */
export function coverAndCheck(settings: Settings): Session {
  const controller = new AbortController()
  const { signal } = controller
  const layer = new LabelLayer(signal)
  const pictures: Pictures = new Map()
  let current = settings
  const nearness = watchNearness(pictures)
  const sizes = watchSizes(pictures)
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
    accessAdded() {
      for (const picture of pictures.values()) picture.accessAdded()
    },
    report: () => [...pictures.values()].flatMap((picture) => picture.report() ?? []),
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
export function uncover(): Session {
  const controller = new AbortController()
  find(document, { onPicture: unveil, onRemoved() {}, onShadowRoot() {} }, controller.signal)
  return { apply() {}, accessAdded() {}, report: () => [], stop: () => controller.abort() }
}
