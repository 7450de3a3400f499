import { settle } from '../settle.ts'
import type { Label } from './label.ts'
import { containerFor, LabelLayer } from './layer.ts'
import { holds, isOpenAt, placeOf } from './place.ts'
import { style } from './style.ts'
import { type Point, seenAt, visibleBox } from './visible.ts'

/** Moves that no event tells of, such as a page's own animation by script, are looked for this often. */
const LOOK_MS = 400

/** What may move pictures or lay something over them. */
const MOVES = ['scroll', 'resize', 'load', 'toggle', 'fullscreenchange', 'focusin', 'transitionend', 'animationend']
const MOTIONS = ['transitionrun', 'animationstart']

/** All labels of a page. Only those in view are placed, and only when something may have moved. */
export class Labels {
  private readonly shown = new Set<Label>()
  private readonly inView = new Set<Label>()
  private readonly places = new Map<Label, DOMRect>()
  private readonly layers = new Map<Element, LabelLayer>()
  private readonly byAnchor = new Map<Element, Set<Label>>()
  private readonly views = new IntersectionObserver((entries) => this.look(entries))
  private frame = 0
  private timer: ReturnType<typeof setInterval> | undefined

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
    this.timer ??= setInterval(() => this.hasMoved() && this.placeSoon(), LOOK_MS)
  }

  remove(label: Label): void {
    label.node.remove()
    for (const set of [this.shown, this.inView]) set.delete(label)
    this.places.delete(label)
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
    for (const [label, box] of this.places) {
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

  /** Places every label in view before the next frame is painted. */
  readonly placeSoon = (): void => {
    if (this.shown.size > 0) this.frame ||= requestAnimationFrame(this.place)
  }

  /** While something moves by style alone, labels go along. */
  private readonly follow = (): void => {
    const moving = () => document.getAnimations().some(({ playState }) => playState === 'running')
    const step = () => {
      settle()
      this.place()
      if (this.shown.size > 0 && moving() && !this.signal.aborted) requestAnimationFrame(step)
    }
    if (this.shown.size > 0) requestAnimationFrame(step)
  }

  private readonly place = (): void => {
    this.frame = 0
    for (const label of this.inView) this.placeOne(label)
  }

  private placeOne(label: Label): void {
    const { node, anchor } = label
    if (!visibleBox(anchor)) {
      node.remove()
      this.places.delete(label)
      return
    }
    const layer = this.layerFor(anchor)
    if (layer.holds(node)) layer.attach()
    else layer.add(node)
    style(node, { display: 'block', visibility: 'hidden', 'max-width': 'none', 'max-height': 'none' })
    const natural = { width: Math.min(node.offsetWidth, 260), height: node.offsetHeight }
    const place = placeOf(anchor, natural, label.isWhole && label.isCovering, this.shadowOf)
    if (!place) {
      // out of sight, and out of the way of the keyboard too
      style(node, { display: 'none' })
      this.places.delete(label)
      return
    }
    const { x, y, room } = place
    style(node, { 'max-width': `${Math.min(260, room.width)}px`, 'max-height': `${room.height}px` })
    const origin = layer.origin()
    const [left, top] = [Math.round(x - origin.x), Math.round(y - origin.y)]
    style(node, { transform: `translate(${left}px, ${top}px)`, visibility: 'visible' })
    this.places.set(label, node.getBoundingClientRect())
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
        else if (this.inView.delete(label)) {
          style(label.node, { display: 'none' })
          this.places.delete(label)
        }
      }
    }
    this.placeSoon()
  }

  private readonly boxes = new Map<Label, string>()

  /** Whether a label in view stands elsewhere than its picture: a comparison of a few numbers. */
  private hasMoved(): boolean {
    settle()
    let moved = false
    for (const label of this.inView) {
      const { x, y, width, height } = label.anchor.getBoundingClientRect()
      const box = `${x + scrollX} ${y + scrollY} ${width} ${height}`
      if (this.boxes.get(label) !== box || !label.node.isConnected) moved = true
      this.boxes.set(label, box)
    }
    return moved
  }

  private rest(): void {
    clearInterval(this.timer)
    this.timer = undefined
    this.boxes.clear()
    for (const layer of this.layers.values()) layer.close()
    this.layers.clear()
  }

  private close(): void {
    cancelAnimationFrame(this.frame)
    this.views.disconnect()
    for (const set of [this.shown, this.inView]) set.clear()
    for (const map of [this.places, this.byAnchor]) map.clear()
    this.rest()
  }
}
