import { type Look, MARK, PICTURES, pageCss, WORDS, type Word, type Words } from './stylesheet.ts'

/** Everything that the page's stylesheet is made of. */
export interface PageStyle {
  look: Look
  exempt: string[]
}

/** Asks the background for the page's stylesheet at user origin, where no rule of the site beats it. */
export type Insert = (words: Words, style: PageStyle, previous: PageStyle | null) => Promise<void>

/** The covers of one page. */
export interface Cover {
  /** Marks an element by these words; none leaves it as the page made it, under which "cover first" covers it. */
  mark(element: Element, words: Word[]): void
  /** Whether the element still carries what it was marked with. */
  isMarked(element: Element, words: Word[]): boolean
  /** Shows a picture by its address: the page takes its marks away. */
  exempt(element: Element): void
  /** Styles a root: the document, or a shadow root, which no stylesheet of the extension reaches in Chromium. */
  adopt(root: Document | ShadowRoot): void
  apply(look: Look): void
  /** Takes every stylesheet away; marks stay, so that what covers first leaves them alone. */
  close(): void
}

/** Six letters of no meaning. */
function randomWord(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(6)), (byte) => String.fromCharCode(97 + (byte % 26))).join('')
}

/** More than these would make a stylesheet of megabytes. */
const MOST_EXEMPT = 200

export function createCover(look: Look, insert: Insert): Cover {
  const words = Object.fromEntries(WORDS.map((word) => [word, randomWord()])) as Words
  const sheet = new CSSStyleSheet()
  const roots = new Set<Document | ShadowRoot>()
  let current: PageStyle | null = null
  function restyle(style: PageStyle): void {
    sheet.replaceSync(pageCss(style.look, words, style.exempt))
    // without it the adopted sheet covers, though a site's style can win
    void insert(words, style, current).catch(() => {})
    current = style
  }
  restyle({ look, exempt: [] })
  const markOf = (wanted: Word[]) => wanted.map((word) => words[word]).join(' ')
  /** Written together, before anything is painted: between looks at elements each would have the page styled anew. */
  const waiting = new Map<Element, string>()
  function write(): void {
    for (const [element, value] of waiting) {
      if (value === '') element.removeAttribute(MARK)
      else if (element.getAttribute(MARK) !== value) element.setAttribute(MARK, value)
    }
    waiting.clear()
  }
  return {
    mark(element, wanted) {
      if (waiting.size === 0) queueMicrotask(write)
      waiting.set(element, markOf(wanted))
    },
    isMarked: (element, wanted) => (waiting.get(element) ?? element.getAttribute(MARK) ?? '') === markOf(wanted),
    exempt(element) {
      const address = element.getAttribute('src')
      const { look, exempt } = current as PageStyle
      if (!address || !element.matches(PICTURES) || exempt.includes(address) || exempt.length >= MOST_EXEMPT) return
      restyle({ look, exempt: [...exempt, address] })
    },
    adopt(root) {
      roots.add(root)
      if (!root.adoptedStyleSheets.includes(sheet)) root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet]
    },
    apply(changed) {
      const { look, exempt } = current as PageStyle
      if (changed.effect !== look.effect || changed.coverFirst !== look.coverFirst) restyle({ look: changed, exempt })
    },
    close() {
      restyle({ look: { effect: 'badge', coverFirst: false }, exempt: [] })
      for (const root of roots) root.adoptedStyleSheets = root.adoptedStyleSheets.filter((other) => other !== sheet)
      roots.clear()
    },
  }
}
