import { DEEDS } from '../deeds.ts'
import { settle } from '../settle.ts'
import type { Label, LabelFollower, LabelHolder } from './label.ts'
import { containerFor, LabelLayer, type Origin } from './layer.ts'
import { createLookout } from './lookout.ts'
import type { Overlays } from './overlays.ts'
import { isOpenAt, type Place, placeOf, roomIn } from './place.ts'
import { holds, isIn, type Point, seenAt, visibleBox } from './visible.ts'

/** Labels that are placed in one go, and for how long in a frame: a page may show hundreds of pictures at once. */
const AT_ONCE = 20
const SLICE_MS = 6
/** After a change of the page labels are placed anew, so soon at least, and so rarely that it costs a twentieth. */
const WAKE_MS = 100
const MOST_SHARE = 20
/** While the page is scrolled new labels come so rarely: of pictures that fly by nobody reads them. */
const SCROLL_MS = 250
/** A motion is followed no longer than this. */
const MOST_MOTION_MS = 5000

/** What may move pictures or lay something over them. */
const MOVES = ['resize', 'load', 'toggle', 'fullscreenchange', 'focusin', 'transitionend', 'animationend']
const MOTIONS = ['transitionrun', 'animationstart']

/** All labels of a page. Only those in view are placed, and only when something may have moved. */
export class Labels implements LabelHolder {
  follower: LabelFollower | null = null
  private readonly shown = new Set<Label>()
  private readonly inView = new Set<Label>()
  /** In view, and to be placed. */
  private readonly waiting = new Set<Label>()
  private readonly layers = new Map<Element, LabelLayer>()
  private readonly byAnchor = new Map<Element, Set<Label>>()
  private readonly views = new IntersectionObserver((entries) => this.look(entries))
  private frame = 0
  private woken: ReturnType<typeof setTimeout> | undefined
  private heldUntil = 0
  private held: ReturnType<typeof setTimeout> | undefined
  private lastMs = 0
  private followedUntil = 0
  private readonly lookout = createLookout(this.inView, () => this.placeSoon())

  constructor(
    private readonly shadowOf: (element: Element) => ShadowRoot | null,
    private readonly overlays: Overlays,
    private readonly signal: AbortSignal,
  ) {
    const options = { capture: true, passive: true, signal }
    for (const type of MOVES) window.addEventListener(type, this.placeSoon, options)
    window.addEventListener('scroll', this.scroll, options)
    for (const type of MOTIONS) window.addEventListener(type, this.follow, options)
    for (const type of DEEDS) window.addEventListener(type, this.wake, options)
    signal.addEventListener('abort', () => this.close(), { once: true })
  }

  add(label: Label): void {
    if (!this.shown.has(label)) {
      this.shown.add(label)
      const others = this.byAnchor.get(label.anchor) ?? new Set()
      this.byAnchor.set(label.anchor, others.add(label))
      this.views.observe(label.anchor)
    }
    if (this.inView.has(label)) this.waiting.add(label)
    this.start()
    this.lookout.wake()
  }

  remove(label: Label): void {
    label.node.remove()
    for (const set of [this.shown, this.inView, this.waiting]) set.delete(label)
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
    const pictures = [...this.inView].filter(
      (label) => label.isCovering && label.isWhole && isInside(point, label.anchor),
    )
    return this.chipAt(point) ?? pictures.find(({ anchor }) => this.isSeenAt(point, anchor)) ?? null
  }

  /** The label whose chip a pointer at this point means. */
  chipAt(point: Point): Label | null {
    settle()
    const chips = [...this.inView].filter((label) => label.isPlaced && isInside(point, label.node))
    return chips.find(({ anchor }) => isOpenAt(anchor, point, this.shadowOf)) ?? null
  }

  get isEmpty(): boolean {
    return this.shown.size === 0
  }

  /** The label that has the keyboard's focus. */
  focused(): Label | null {
    const nodes = [...this.layers.values()].map(({ focused }) => focused)
    return [...this.shown].find(({ node }) => nodes.includes(node)) ?? null
  }

  private isSeenAt(point: Point, anchor: Element): boolean {
    const seen = seenAt(point, anchor, this.shadowOf)
    if (seen && holds(anchor, seen)) return true
    const takesNoPointer = getComputedStyle(anchor).pointerEvents === 'none'
    return takesNoPointer && (seen === null || holds(seen, anchor))
  }

  /** The page changed, or somebody did something on it: something may stand elsewhere, or lie over a picture. */
  readonly wake = (): void => {
    if (this.shown.size === 0) return
    this.lookout.wake()
    this.woken ??= setTimeout(
      () => {
        this.woken = undefined
        this.placeSoon()
      },
      Math.max(WAKE_MS, MOST_SHARE * this.lastMs),
    )
  }

  /** Places every label in view before the next frame is painted, or as soon after as there are not too many. */
  readonly placeSoon = (): void => {
    for (const label of this.inView) this.waiting.add(label)
    this.start()
  }

  private readonly scroll = (): void => {
    const now = performance.now()
    if (now > this.heldUntil) this.heldUntil = now + SCROLL_MS
    this.placeSoon()
  }

  private start(): void {
    const { length } = this.due()
    if (length > 0) this.frame ||= requestAnimationFrame(this.place)
    else if (this.waiting.size > 0) this.held ??= setTimeout(this.letGo, SCROLL_MS)
  }

  private readonly letGo = (): void => {
    this.held = undefined
    this.heldUntil = 0
    this.start()
  }

  /** What is to be placed before the next frame is painted. */
  private due(): Label[] {
    const waiting = [...this.waiting]
    return performance.now() < this.heldUntil ? waiting.filter(({ isPlaced }) => isPlaced) : waiting
  }

  /** While something that holds a picture moves by style alone, its label goes along. */
  private readonly follow = (): void => {
    if (this.followedUntil > 0 || this.shown.size === 0) return
    this.followedUntil = performance.now() + MOST_MOTION_MS
    const step = () => {
      settle()
      const moving = [...this.inView].filter(({ anchor }) => isMoving(anchor))
      for (const label of moving) this.waiting.add(label)
      this.place()
      const goesOn = moving.length > 0 && performance.now() < this.followedUntil && !this.signal.aborted
      if (goesOn) requestAnimationFrame(step)
      else this.followedUntil = 0
    }
    requestAnimationFrame(step)
  }

  private readonly place = (): void => {
    this.frame = 0
    const start = performance.now()
    for (let due = this.due(); due.length > 0 && performance.now() < start + SLICE_MS; due = this.due())
      this.placeSome(due.slice(0, AT_ONCE))
    const lifted = [...this.inView].filter(({ isLifted }) => isLifted)
    for (const anchor of this.overlays.hiddenBy(lifted.map((label) => label.anchor))) {
      for (const label of this.byAnchor.get(anchor) ?? []) label.flatten()
    }
    this.lastMs = performance.now() - start
    this.start()
  }

  /** All are read, then all are written: the browser lays the page out anew at each read after a write. */
  private placeSome(labels: Label[]): void {
    const seen = labels.map((label) => {
      this.waiting.delete(label)
      const layer = this.layerFor(label.anchor)
      const box = visibleBox(label.anchor)
      const room = box && roomIn(box)
      return { label, layer, room, origin: room && layer.origin() }
    })
    for (const { label, layer, room, origin } of seen) {
      if (!room || !origin || label.fits(room.width / origin.scale)) continue
      layer.add(label.node)
      label.unfold()
    }
    const places = seen.map(({ label, room, origin }) => room && origin && this.placeIn(origin, label, room))
    for (const [i, { label, layer }] of seen.entries()) {
      if (places[i]) layer.add(label.node)
      label.place(places[i])
    }
  }

  /** In the layer's own pixels, which the page may have enlarged. */
  private placeIn({ x, y, scale }: Origin, { anchor, size, isWhole, isCovering }: Label, room: DOMRect): Place | null {
    // nothing else that the page shows lies there
    const isOpen = (point: Point) => isOpenAt(anchor, point, this.shadowOf) && !this.overlays.isSeenAt(point, anchor)
    const seen = { width: size.width * scale, height: size.height * scale }
    const place = placeOf({ room, whole: isWhole && isCovering }, seen, isOpen)
    if (!place) return null
    return {
      x: Math.round((place.x - x) / scale),
      y: Math.round((place.y - y) / scale),
      room: { width: room.width / scale, height: room.height / scale },
    }
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
        if (isIntersecting) for (const set of [this.inView, this.waiting]) set.add(label)
        else if (this.inView.delete(label)) label.place(null)
      }
    }
    this.start()
  }

  private rest(): void {
    this.lookout.stop()
    for (const layer of this.layers.values()) layer.close()
    this.layers.clear()
  }

  private close(): void {
    cancelAnimationFrame(this.frame)
    clearTimeout(this.woken)
    clearTimeout(this.held)
    this.views.disconnect()
    for (const set of [this.shown, this.inView, this.waiting]) set.clear()
    this.byAnchor.clear()
    this.rest()
  }
}

function isInside(point: Point, element: Element): boolean {
  return isIn(point, element.getBoundingClientRect())
}

/** Whether an animation or transition of an element that holds the anchor, or of itself, runs. */
function isMoving(anchor: Element): boolean {
  return document.getAnimations().some(({ playState, effect }) => {
    const target = playState === 'running' && effect instanceof KeyframeEffect ? effect.target : null
    return target !== null && holds(target, anchor)
  })
}
