import type { TopicScore } from '../../core/model/topics.ts'
import type { PictureReport } from '../protocol.ts'
import type { PageSettings } from '../site-settings.ts'
import type { Check } from './check.ts'
import type { Cover } from './cover/cover.ts'
import type { Word } from './cover/stylesheet.ts'
import type { Source } from './find/kinds.ts'
import { Label } from './label/label.ts'
import type { Labels } from './label/labels.ts'
import { Picture, type Surroundings } from './picture.ts'
import { createPosts, type Posts } from './posts.ts'
import { settle } from './settle.ts'
import type { Site } from './sites/site.ts'
import { anchorOf } from './size.ts'

/** Pictures this far outside the viewport are checked ahead, in CSS pixels. */
const AHEAD = 600

/** What all pictures of a page share. */
interface Shared {
  check: Check
  cover: Cover
  labels: Labels
  /** The site's own rules; null where none are known. */
  site: Site | null
  /** Something may be shown in another way than before. */
  onChange(): void
  correct: Surroundings['correct']
  takeBack: Surroundings['takeBack']
  /** From now on nothing is covered on this site. */
  leaveSite(): void
}

/** The pictures of a page by their elements, each told how near it is and when its size changes. */
export class Pictures {
  private readonly known = new Map<Element, Picture>()
  /** Elements by the box that stands for them: several images may be in one SVG. */
  private readonly standing = new Map<Element, Set<Element>>()
  /** Of open pictures. In Firefox, which knows no delay, it tells at every frame. */
  private readonly nearness = new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting, boundingClientRect } of entries)
        this.tell(target, isIntersecting, isInView(boundingClientRect))
    },
    { rootMargin: `${AHEAD}px`, delay: 250 } as IntersectionObserverInit,
  )
  /** Of those that were near and not in view yet, which are few. */
  private readonly views = new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) if (isIntersecting) this.tell(target, true, true)
    },
    { delay: 100 } as IntersectionObserverInit,
  )
  private readonly watched = new Set<Element>()
  /** Watched from now on, and not told yet how near they are. */
  private readonly fresh = new Set<Element>()
  /** Of what is left alone, for it may grow. */
  private readonly sizes = new ResizeObserver((entries) => {
    for (const { target } of entries) this.known.get(target)?.measure()
  })

  private readonly posts: Posts

  constructor(
    private settings: PageSettings,
    private readonly shared: Shared,
  ) {
    this.posts = createPosts(shared.cover, (post) => new Label(shared.labels, post))
  }

  has(element: Element): boolean {
    return this.known.has(element)
  }

  isSame(element: Element): boolean {
    return element instanceof HTMLImageElement && this.known.get(element)?.shows(element.currentSrc) === true
  }

  all(): Picture[] {
    return [...this.known.values()]
  }

  /** An element shows these pictures now; without any it is the page's again. */
  show(element: Element, sources: Source[]): void {
    const known = this.known.get(element)
    if (sources.length === 0) this.forget(element)
    else if (known) known.refresh(sources)
    else this.add(element, sources)
  }

  loaded(element: Element): void {
    this.known.get(element)?.loaded()
  }

  holdMark(element: Element): void {
    for (const known of this.standing.get(element) ?? [element]) this.known.get(known)?.holdMark()
    this.posts.holdMark(element)
  }

  private add(element: Element, sources: Source[]): void {
    const { labels, ...shared } = this.shared
    const anchor = anchorOf(element)
    const { mark, hold } = shared.cover
    const picture: Picture = new Picture(element, this.settings, {
      ...shared,
      cover: {
        ...shared.cover,
        mark: (veiled, words) => mark(veiled, this.strictest(picture, words)),
        hold: (veiled, words) => hold(veiled, this.strictest(picture, words)),
      },
      posts: this.posts,
      label: new Label(labels, anchor),
      onChange: (picture) => {
        this.follow(picture)
        this.shared.onChange()
      },
    })
    this.known.set(element, picture)
    this.standing.set(anchor, (this.standing.get(anchor) ?? new Set()).add(element))
    const isToldLater = this.watched.has(anchor)
    picture.refresh(sources)
    // nothing tells once more what is known of its box
    if (isToldLater && picture.isOpen) this.freshen(anchor)
  }

  /** What a picture and others that mark the same element want of it: it is covered while one of them is. */
  private strictest(picture: Picture, words: Word[]): Word[] {
    const { veiled } = picture
    const standing = [...(this.standing.get(veiled) ?? [])].flatMap((element) => this.known.get(element) ?? [])
    const others = standing.filter((one) => one !== picture && one.veiled === veiled)
    const covering = [words, ...others.map((one) => one.words)].filter(([word]) => word !== 'shown')
    return covering.find(([word]) => word === 'veiled') ?? covering[0] ?? words
  }

  /** A move is a removal and an addition: only what stays away is forgotten. */
  forgetGone(): void {
    queueMicrotask(() => {
      for (const element of [...this.known.keys()]) if (!element.isConnected) this.forget(element)
    })
  }

  apply(settings: PageSettings): void {
    this.settings = settings
    for (const picture of this.known.values()) picture.apply(settings)
  }

  accessAdded(): void {
    for (const picture of this.known.values()) picture.accessAdded()
  }

  judgeAnew(): void {
    for (const picture of this.known.values()) picture.judgeAnew()
  }

  correct(address: string, offensive: boolean): void {
    for (const picture of this.known.values()) if (picture.shows(address)) picture.correctAt(address, offensive)
  }

  resume(): void {
    for (const picture of this.known.values()) picture.resume()
  }

  /** In no order, for what is counted often. */
  reports(pictures = this.all()): PictureReport[] {
    return pictures.flatMap((picture) => picture.report() ?? [])
  }

  /** In the page's order: what came late, or was moved, was added late. */
  report(): PictureReport[] {
    const isBefore = (one: Picture, other: Picture) =>
      one.element.compareDocumentPosition(other.element) & Node.DOCUMENT_POSITION_FOLLOWING
    return this.reports(this.all().sort((one, other) => (isBefore(one, other) ? -1 : 1)))
  }

  async tryTopic(id: number, topic: string): Promise<TopicScore | null> {
    return (
      this.all()
        .find((one) => one.id === id)
        ?.tryTopic(topic) ?? null
    )
  }

  /** Shows or covers what stands in this box, while the pointer is on it. */
  peek(anchor: Element, shown: boolean): void {
    for (const element of this.standing.get(anchor) ?? []) this.known.get(element)?.peek(shown)
  }

  /** Brings a picture of the report into view, and shows it. */
  reveal(id: number): void {
    const picture = this.all().find((one) => one.id === id)
    if (!picture) return
    picture.anchor.scrollIntoView({ block: 'center' })
    picture.reveal()
  }

  close(): void {
    this.nearness.disconnect()
    this.views.disconnect()
    this.sizes.disconnect()
    const all = this.all()
    this.known.clear()
    this.standing.clear()
    for (const picture of all) picture.release()
  }

  private forget(element: Element): void {
    const picture = this.known.get(element)
    if (!picture) return
    const others = this.standing.get(picture.anchor)
    this.known.delete(element)
    others?.delete(element)
    picture.release()
    this.shared.onChange()
    this.sizes.unobserve(element)
    if (others?.size !== 0) return
    this.standing.delete(picture.anchor)
    this.unwatch(picture.anchor)
  }

  /** Watches no more than has to be known: browsers look at every element that is watched at every frame. */
  private follow({ element, anchor, isOpen, isLeftAlone }: Picture): void {
    if (isLeftAlone) this.sizes.observe(element)
    else this.sizes.unobserve(element)
    if (isOpen) {
      this.watch(anchor)
      return
    }
    const standing = [...(this.standing.get(anchor) ?? [])].flatMap((element) => this.known.get(element) ?? [])
    if (standing.some(({ isOpen }) => isOpen)) return
    this.unwatch(anchor)
    for (const picture of standing) picture.approach(false, false)
  }

  /** Those in view are told so at once: the observer takes two frames more, and many have a verdict by then. */
  private watch(anchor: Element): void {
    if (this.watched.has(anchor)) return
    this.watched.add(anchor)
    this.nearness.observe(anchor)
    this.freshen(anchor)
  }

  private freshen(anchor: Element): void {
    if (this.fresh.size === 0) queueMicrotask(() => this.tellFresh())
    this.fresh.add(anchor)
  }

  private unwatch(anchor: Element): void {
    this.watched.delete(anchor)
    this.fresh.delete(anchor)
    this.nearness.unobserve(anchor)
    this.views.unobserve(anchor)
  }

  private tellFresh(): void {
    settle()
    const boxes = [...this.fresh].map((anchor) => [anchor, anchor.getBoundingClientRect()] as const)
    this.fresh.clear()
    for (const [anchor, box] of boxes) if (isNear(box)) this.tell(anchor, true, isInView(box))
  }

  private tell(anchor: Element, near: boolean, inView: boolean): void {
    settle()
    if (near && !inView) this.views.observe(anchor)
    else this.views.unobserve(anchor)
    for (const element of this.standing.get(anchor) ?? []) this.known.get(element)?.approach(near, near && inView)
  }
}

function isInView({ top, bottom }: DOMRectReadOnly): boolean {
  return bottom > 0 && top < innerHeight
}

function isNear({ top, right, bottom, left }: DOMRect): boolean {
  const across = right > -AHEAD && left < innerWidth + AHEAD
  return across && bottom > -AHEAD && top < innerHeight + AHEAD && right > left && bottom > top
}
