import { wordsOf } from './words.ts'

/**
 * A site whose structure is known. Nothing is remembered: pages reuse the elements of posts and pictures for others, so
 * every answer is read from the page as it stands, and holds until it changes.
 */
export interface Site {
  /** As the README's table has it. */
  readonly name: string
  /** Match patterns of its pages. */
  readonly hosts: readonly string[]
  /** Match patterns of the servers that its posts' pictures come from, beside those of its pages. */
  readonly mediaHosts: readonly string[]
  /** The innermost post that a picture belongs to: a quoted one before the one that quotes it. Null in no post. */
  post(picture: Element): Element | null
  /** A post's own words, a line a paragraph: no names, times, counts, buttons, nor the words of a post inside it. */
  text(post: Element): string
  /** Whether a picture is the site's or a person's, not a post's: avatar, emoji, icon, pixel. `address` is absolute. */
  ignores(picture: Element, address: string): boolean
}

/** What a site's file says of it, in selectors. */
interface Structure extends Pick<Site, 'name' | 'hosts' | 'mediaHosts'> {
  posts: string
  words: {
    /** Where a post's words stand. */
    at: string
    /** What no words of a post stand in, though `at` finds some there. */
    notIn?: string
    /** What stands among the words and is none of them. */
    without?: string
  }
  ignored: {
    /** Pictures, or what stands around them. */
    at: string
    address?: RegExp
  }
}

/** A data address this short holds one colour: what shows until a picture is loaded. */
const PLACEHOLDER_LENGTH = 200

/** The nearest element that the selector finds, from here outwards, through shadow roots too. */
function nearest(element: Element, selector: string): Element | null {
  const found = element.closest(selector)
  const root = element.getRootNode()
  return found ?? (root instanceof ShadowRoot ? nearest(root.host, selector) : null)
}

function isPlaceholder(address: string): boolean {
  return address.startsWith('data:image/svg') || (address.startsWith('data:') && address.length < PLACEHOLDER_LENGTH)
}

/** Tracking pixels say their size. */
function isPixel(picture: Element): boolean {
  return picture.matches('img:is([width="0"], [width="1"]):is([height="0"], [height="1"])')
}

export function createSite({ name, hosts, mediaHosts, posts, words, ignored }: Structure): Site {
  const ignores = (picture: Element, address: string) =>
    isPlaceholder(address) ||
    isPixel(picture) ||
    ignored.address?.test(address) === true ||
    nearest(picture, ignored.at) !== null
  /** An image among words is an emoji, and an emoji is a word. */
  const spoken = (image: HTMLImageElement) => (ignores(image, image.currentSrc || image.src) ? image.alt : '')
  const isOwn = (post: Element) => (element: Element) => {
    const stranger = words.notIn ? element.closest(words.notIn) : null
    return nearest(element, posts) === post && !(stranger && stranger !== post && post.contains(stranger))
  }
  return {
    name,
    hosts,
    mediaHosts,
    post: (picture) => nearest(picture, posts),
    text(post) {
      const own = [...post.querySelectorAll(words.at)].filter(isOwn(post))
      const outermost = own.filter((element) => !own.some((other) => other !== element && other.contains(element)))
      const left = words.without ? [posts, words.without] : [posts]
      return outermost
        .map((element) => wordsOf(element, left, spoken))
        .filter(Boolean)
        .join('\n')
    },
    ignores,
  }
}
