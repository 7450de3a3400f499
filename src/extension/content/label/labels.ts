import type { Label } from './label.ts'
import { containerFor, LabelLayer } from './layer.ts'
import { createLookout } from './lookout.ts'
import { holds, isOpenAt, type Place, placeOf } from './place.ts'
import { type Point, seenAt, visibleBox } from './visible.ts'

/** What may move pictures or lay something over them. */
const MOVES = ['scroll', 'resize', 'load', 'toggle', 'fullscreenchange', 'focusin', 'transitionend', 'animationend']
const MOTIONS = ['transitionrun', 'animationstart']

/** All labels of a page. Only those in view are placed, and only when something may have moved. */
export class Labels {
  private readonly shown = new Set<Label>()
  private readonly inView = new Set<Label>()
  private readonly layers = new Map<Element, LabelLayer>()
  private readonly byAnchor = new Map<Element, Set<Label>>()
  private readonly views = new IntersectionObserver((entries) => this.look(entries))
  private frame = 0
  private readonly lookout = createLookout(this.inView, () => this.placeSoon())

  constructor(
    private readonly shadowOf: (element: Element) => ShadowRoot | null,
    private readonly signal: AbortSignal,
  ) {
    this.listen()
    signal.addEventListener('abort', () => this.close(), { once: true })
  }

  /** Again after `document.open`, which takes every listener away. */
  listen(): void {
    const options = { capture: true, passive: true, signal: this.signal }
    for (const type of MOVES) window.addEventListener(type, this.placeSoon, options)
    for (const type of MOTIONS) window.addEventListener(type, this.follow, options)
  }

  add(label: Label): void {
    if (!this.shown.has(label)) {
      this.shown.add(label)
      const others = this.byAnchor.get(label.anchor) ?? new Set()
      this.byAnchor.set(label.anchor, others.add(label))
      this.views.observe(label.anchor)
    }
    this.placeSoon()
    this.wake()
  }

  remove(label: Label): void {
    label.node.remove()
    for (const set of [this.shown, this.inView]) set.delete(label)
    const others = this.byAnchor.get(label.anchor)
    others?.delete(label)
    if (others?.size === 0) {
      this.byAnchor.delete(label.anchor)
      this.views.unobserve(label.anchor)
    }
    if (this.shown.size === 0) this.rest()
  }

  /** The label that a pointer at this point means: its chip, or the whole of a covered picture that is seen there. */
  at(point: Point): Label | null {
    const seen = seenAt(point, this.shadowOf)
    for (const label of this.inView) {
      if (!label.isPlaced) continue
      const box = label.node.getBoundingClientRect()
      const inside = point.x >= box.left && point.x <= box.right && point.y >= box.top && point.y <= box.bottom
      if (inside && isOpenAt(label.anchor, point, this.shadowOf)) return label
    }
    for (const label of this.inView) {
      if (!label.isCovering || !label.isWhole) continue
      if (seen === label.anchor || (seen && holds(label.anchor, seen))) return label
      if (this.takesNoPointer(label.anchor, point) && (seen === null || holds(seen, label.anchor))) return label
    }
    return null
  }

  /** The page changed: what moved by that is looked for soon. */
  wake(): void {
    if (this.shown.size > 0) this.lookout.wake()
  }

  /** Places every label in view before the next frame is painted. */
  readonly placeSoon = (): void => {
    if (this.shown.size > 0) this.frame ||= requestAnimationFrame(this.place)
  }

  /** While something moves by style alone, labels go along. */
  private readonly follow = (): void => {
    const moving = () => document.getAnimations().some(({ playState }) => playState === 'running')
    const step = () => {
      this.place()
      if (this.shown.size > 0 && moving() && !this.signal.aborted) requestAnimationFrame(step)
    }
    if (this.shown.size > 0) requestAnimationFrame(step)
  }

  /** All are read, then all are written: the browser lays the page out anew at each read after a write. */
  private readonly place = (): void => {
    this.frame = 0
    const seen = new Map<Label, LabelLayer>()
    for (const label of this.inView) if (visibleBox(label.anchor)) seen.set(label, this.layerFor(label.anchor))
    for (const label of this.inView) {
      const layer = seen.get(label)
      if (layer) layer.add(label.node)
      else label.node.remove()
    }
    for (const label of seen.keys()) label.unfold()
    const places = [...seen].map(([label, layer]) => this.placeIn(layer, label))
    for (const [i, label] of [...seen.keys()].entries()) label.place(places[i])
  }

  private placeIn(layer: LabelLayer, { anchor, size, isWhole, isCovering }: Label): Place | null {
    const place = placeOf(anchor, size, isWhole && isCovering, this.shadowOf)
    if (!place) return null
    const origin = layer.origin()
    return { ...place, x: Math.round(place.x - origin.x), y: Math.round(place.y - origin.y) }
  }

  private layerFor(anchor: Element): LabelLayer {
    const container = containerFor(anchor)
    const layer = this.layers.get(container) ?? new LabelLayer(container)
    this.layers.set(container, layer)
    return layer
  }

  private takesNoPointer(anchor: Element, { x, y }: Point): boolean {
    const { left, top, right, bottom } = anchor.getBoundingClientRect()
    const inside = x >= left && x <= right && y >= top && y <= bottom
    return inside && getComputedStyle(anchor).pointerEvents === 'none'
  }

  private look(entries: IntersectionObserverEntry[]): void {
    for (const { target, isIntersecting } of entries) {
      for (const label of this.byAnchor.get(target) ?? []) {
        if (isIntersecting) this.inView.add(label)
        else if (this.inView.delete(label)) label.place(null)
      }
    }
    this.placeSoon()
  }

  private rest(): void {
    this.lookout.stop()
    for (const layer of this.layers.values()) layer.close()
    this.layers.clear()
  }

  private close(): void {
    cancelAnimationFrame(this.frame)
    this.views.disconnect()
    for (const set of [this.shown, this.inView]) set.clear()
    this.byAnchor.clear()
    this.rest()
  }
}
