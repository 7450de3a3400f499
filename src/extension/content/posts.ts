import type { Cover } from './cover/cover.ts'
import type { Label } from './label/label.ts'

/** How a post is covered for one of its pictures. */
export interface Hold {
  post: Element
  /** What is written on the line that the post is folded to; null where it keeps its size. */
  folded: { caption: string; onToggle(): void } | null
}

/** Posts that are covered as a whole, each as long as a picture in it wants it. */
export interface Posts {
  /** A picture covers its post like this; null gives up the one that it covered. */
  hold(picture: object, wanted: Hold | null): void
  /** Whether the picture's post is folded, so that it itself has no size. */
  isFolded(picture: object): boolean
}

export function createPosts(cover: Cover, labelOn: (post: Element) => Label): Posts {
  const held = new Map<object, Hold>()
  const labels = new Map<Element, Label>()

  function draw(post: Element): void {
    const holds = [...held.values()].filter((hold) => hold.post === post)
    const folded = holds.flatMap((hold) => hold.folded ?? [])
    const word = folded.length > 0 ? 'folded' : 'veiled'
    cover.mark(post, holds.length > 0 ? [word] : [])
    if (folded.length === 0) {
      labels.get(post)?.hide()
      labels.delete(post)
      return
    }
    const label = labels.get(post) ?? labelOn(post)
    labels.set(post, label)
    const toggleAll = () => {
      for (const { onToggle } of folded) onToggle()
    }
    label.show({ caption: folded[0].caption, covering: true, whole: true }, toggleAll)
  }

  return {
    hold(picture, wanted) {
      const before = held.get(picture)
      if (!before && !wanted) return
      if (wanted) held.set(picture, wanted)
      else held.delete(picture)
      for (const post of new Set([before?.post, wanted?.post])) if (post) draw(post)
    },
    isFolded: (picture) => Boolean(held.get(picture)?.folded),
  }
}
