import type { Cover } from './cover/cover.ts'

/** Posts that are covered as a whole, each as long as a picture in it wants it. */
export interface Posts {
  /** A picture covers this post; null gives up the one that it covered. */
  hold(picture: object, post: Element | null): void
}

export function createPosts(cover: Cover): Posts {
  const held = new Map<object, Element>()
  return {
    hold(picture, post) {
      const before = held.get(picture)
      if (post === (before ?? null)) return
      if (post) held.set(picture, post)
      else held.delete(picture)
      if (before && ![...held.values()].includes(before)) cover.mark(before, [])
      if (post) cover.mark(post, ['veiled'])
    },
  }
}
