import { settle } from '../settle.ts'
import type { Label } from './label.ts'
import { containerFor, LabelLayer } from './layer.ts'
import { createLookout } from './lookout.ts'
import { isOpenAt, type Place, placeOf, roomIn } from './place.ts'
import { createTurns } from './turns.ts'
import { hidesPainted, holds, type Point, seenAt, visibleBox } from './visible.ts'

/** Pictures whose cover is asked at a time whether it hides something. */
const MOST_PROBED = 3

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
  private readonly turns = createTurns(MOST_PROBED)
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
    settle()
    const labels = [...this.inView]
    const chips = labels.filter((label) => label.isPlaced && isInside(point, label.node))
    const pictures = labels.filter((label) => label.isCovering && label.isWhole && isInside(point, label.anchor))
    return (
      chips.find(({ anchor }) => isOpenAt(anchor, point, this.shadowOf)) ??
      pictures.find(({ anchor }) => this.isSeenAt(point, anchor)) ??
      null
    )
  }

  private isSeenAt(point: Point, anchor: Element): boolean {
    const seen = seenAt(point, anchor, this.shadowOf)
    if (seen && holds(anchor, seen)) return true
    const takesNoPointer = getComputedStyle(anchor).pointerEvents === 'none'
    return takesNoPointer && (seen === null || holds(seen, anchor))
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
      settle()
      this.place()
      if (this.shown.size > 0 && moving() && !this.signal.aborted) requestAnimationFrame(step)
    }
    if (this.shown.size > 0) requestAnimationFrame(step)
  }

  /** All are read, then all are written: the browser lays the page out anew at each read after a write. */
  private readonly place = (): void => {
    this.frame = 0
    const seen = [...this.inView].map((label) => {
      const box = visibleBox(label.anchor)
      return { label, room: box && roomIn(box), layer: this.layerFor(label.anchor) }
    })
    for (const { label, room, layer } of seen) {
      layer.add(label.node)
      if (room) label.unfold(room.width)
    }
    const places = seen.map(({ label, room, layer }) => room && this.placeIn(layer, label, room))
    const lifted = this.turns(seen.flatMap(({ label, room }) => (room && label.isLifted ? { label, room } : [])))
    const hiding = lifted.filter(({ label, room }) => hidesPainted(label.anchor, room, this.shadowOf))
    for (const [i, { label }] of seen.entries()) label.place(places[i])
    for (const { label } of hiding) label.flatten()
  }

  private placeIn(layer: LabelLayer, { anchor, size, isWhole, isCovering }: Label, room: DOMRect): Place | null {
    const place = placeOf({ anchor, room, whole: isWhole && isCovering }, size, this.shadowOf)
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

function isInside({ x, y }: Point, element: Element): boolean {
  const { left, top, right, bottom } = element.getBoundingClientRect()
  return x >= left && x <= right && y >= top && y <= bottom
}
