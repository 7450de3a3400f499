import { createMarks, type Marks } from './marks.ts'
import { createPins } from './pins.ts'
import { EFFECTS, type Look, pageCss, type Trusted, WORDS, type Words } from './stylesheet.ts'
import { removeCovers } from './take-over.ts'
import { createTransitions } from './transitions.ts'

/** Of a page without end. */
const MOST_TRUSTED = 200

/** What the user wants of the covers. */
export type Wanted = Omit<Look, 'trusted'>

/** Asks the background for the page's stylesheet at user origin, where no rule of the site beats it. */
export type Insert = (words: Words, look: Look, previous: Look[]) => Promise<void>

/** The covers of one page. */
export interface Cover extends Marks {
  /** Styles a root: the document, or a shadow root, which no stylesheet of the extension reaches in Chromium. */
  adopt(root: Document | ShadowRoot): void
  apply(wanted: Wanted): void
  /** Covers nothing any more; marks stay, so that what covers first leaves them alone, and the words for who comes. */
  close(): void
}

/** Six letters of no meaning. */
function randomWord(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(6)), (byte) => String.fromCharCode(97 + (byte % 26))).join('')
}

function randomWords(): Words {
  return Object.fromEntries(WORDS.map((word) => [word, randomWord()])) as Words
}

/** What an instance before this one may have had inserted. */
const EVERY_LOOK: Look[] = EFFECTS.flatMap((effect) =>
  [true, false].map((coverFirst) => ({ effect, coverFirst, trusted: [] })),
)

function dropSheet(root: ShadowRoot | undefined, sheet: CSSStyleSheet): void {
  if (root) root.adoptedStyleSheets = root.adoptedStyleSheets.filter((other) => other !== sheet)
}

/** @param left the words of an instance that ran here before an update of the extension */
export function createCover(wanted: Wanted, insert: Insert, left: Words | null): Cover {
  const words = left ?? randomWords()
  let previous = left ? EVERY_LOOK : []
  const sheet = new CSSStyleSheet()
  const known = new WeakSet<Document | ShadowRoot>()
  /** Held by the page alone, which may make new ones without end. */
  const shadows: WeakRef<ShadowRoot>[] = []
  const transitions = createTransitions()
  let current: Look | null = null
  let trusted: Trusted[] = []
  function restyle({ effect, coverFirst }: Wanted): void {
    const look = { effect, coverFirst, trusted }
    sheet.replaceSync(pageCss(look, words))
    // without it the adopted sheet covers, though a site's style can win
    void insert(words, look, previous).catch(() => {})
    previous = [look]
    current = look
  }
  function trust(picture: Trusted, shown: boolean): void {
    const others = trusted.filter(({ name, value }) => name !== picture.name || value !== picture.value)
    if (shown === others.length < trusted.length) return
    trusted = shown ? [...trusted, picture].slice(-MOST_TRUSTED) : others
    if (current) restyle(current)
  }
  restyle(wanted)
  const pins = createPins(() => (current ?? wanted).effect, trust)
  return {
    ...createMarks(words, pins, transitions.changes),
    adopt(root) {
      if (!known.has(root)) {
        known.add(root)
        transitions.watch(root)
        removeCovers(root)
        if (root instanceof ShadowRoot) shadows.push(new WeakRef(root))
      }
      if (!root.adoptedStyleSheets.includes(sheet)) root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet]
    },
    apply(changed) {
      const { effect, coverFirst } = current as Look
      if (changed.effect !== effect || changed.coverFirst !== coverFirst) restyle(changed)
    },
    close() {
      restyle({ effect: 'badge', coverFirst: false })
      for (const shadow of shadows) dropSheet(shadow.deref(), sheet)
      transitions.close()
    },
  }
}
