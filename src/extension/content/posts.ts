import type { Cover } from './cover/cover.ts'
import type { Word } from './cover/stylesheet.ts'
import type { Label } from './label/label.ts'
import type { Reasons } from './label/reasons.ts'
import { holds } from './label/visible.ts'

/** How a post is covered for one of its pictures. */
export interface Hold {
  post: Element
  /** What is written on the line that the post is folded to; null where it keeps its size. */
  folded: { caption: string; onToggle(): void; reasons?: Reasons } | null
}

/** Posts that are covered as a whole, each as long as a picture in it wants it. */
export interface Posts {
  /** A picture covers its post like this; null gives up the one that it covered. */
  hold(picture: object, wanted: Hold | null): void
  /** Whether a post that this element is in is folded, so that it itself has no size. */
  isFolded(element: Element): boolean
  /** Whether the user opened a post, which then stays open: its other pictures are covered by themselves. */
  isOpened(post: Element): boolean
  /** Marks a post again whose mark is gone. */
  holdMark(post: Element): void
}

export function createPosts(cover: Cover, labelOn: (post: Element) => Label): Posts {
  const held = new Map<object, Hold>()
  const byPost = new Map<Element, Map<object, Hold>>()
  const labels = new Map<Element, Label>()
  const opened = new WeakSet<Element>()
  const foldedOf = (post: Element) => [...(byPost.get(post)?.values() ?? [])].flatMap(({ folded }) => folded ?? [])

  const marks = (post: Element): Word[] => (byPost.has(post) ? [foldedOf(post).length > 0 ? 'folded' : 'veiled'] : [])

  function draw(post: Element): void {
    cover.mark(post, marks(post))
    const folded = foldedOf(post)
    if (folded.length === 0) {
      labels.get(post)?.hide()
      labels.delete(post)
      return
    }
    const label = labels.get(post) ?? labelOn(post)
    labels.set(post, label)
    const toggleAll = () => {
      opened.add(post)
      for (const { onToggle } of folded) onToggle()
    }
    const [{ caption, reasons }] = folded
    label.show({ caption, covering: true, whole: true }, { toggle: toggleAll, reasons })
  }

  function drop(picture: object, { post }: Hold): void {
    held.delete(picture)
    const others = byPost.get(post)
    others?.delete(picture)
    if (others?.size === 0) byPost.delete(post)
    draw(post)
  }

  return {
    hold(picture, wanted) {
      const before = held.get(picture)
      if (before?.post === wanted?.post && before?.folded?.caption === wanted?.folded?.caption) return
      if (before) drop(picture, before)
      if (!wanted) return
      held.set(picture, wanted)
      byPost.set(wanted.post, (byPost.get(wanted.post) ?? new Map()).set(picture, wanted))
      draw(wanted.post)
    },
    isFolded: (element) => [...byPost.keys()].some((post) => foldedOf(post).length > 0 && holds(post, element)),
    isOpened: (post) => opened.has(post),
    holdMark: (post) => byPost.has(post) && cover.hold(post, marks(post)),
  }
}
