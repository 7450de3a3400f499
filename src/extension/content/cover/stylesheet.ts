/** How a veiled picture looks. `badge` leaves it as it is. */
export const EFFECTS = ['blur', 'solid', 'greyscale', 'badge'] as const
export type Effect = (typeof EFFECTS)[number]

/** What the stylesheet of a page depends on. */
export interface Look {
  effect: Effect
  /** Whether pictures are covered before they are judged. */
  coverFirst: boolean
}

/**
 * The words of a mark, random for each page: a page can neither tell what they mean nor guess one. `shown` is a picture
 * that may be seen, `veiled` one that may not, `background` and `pseudo` veil an element's own CSS pictures and those
 * of its ::before and ::after, whose content stays; `folded` is a post that is shrunk to a line.
 */
export const WORDS = ['shown', 'veiled', 'background', 'pseudo', 'folded'] as const
export type Word = (typeof WORDS)[number]
export type Words = Record<Word, string>

/**
 * The attribute that marks stand in, or the class beside which they do. Its name says nothing of the extension: pages
 * can read it.
 */
export const MARK = 'data-ok'

/** Elements that show a picture by themselves, all of which are covered until they are judged. */
export const PICTURES =
  ':is(img, image, video[poster], input[type="image" i], object[type^="image/" i], embed[type^="image/" i])'

const GREY = '#9aa0ad'

/** Without a transition: `transition: all` would fade the cover in while the picture can still be read. */
const STILL = 'transition: none !important; clip-path: inset(0) !important;'

/**
 * The extension's own reader reads 190 px letters through a blur of 28 px and none through 48; a solid is the picture
 * without any contrast, on the same grey for its transparent parts.
 */
const DECLARATIONS: Record<Effect, string> = {
  blur: `filter: blur(64px) !important; ${STILL}`,
  solid: `filter: contrast(0) !important; background: #808080 !important; ${STILL}`,
  greyscale: `filter: grayscale(1) contrast(0.3) blur(32px) !important; ${STILL}`,
  badge: '',
}

/**
 * CSS pictures of an element are shrunk to nothing, so that its style still tells their addresses; a slice without
 * "fill" leaves the middle of a border image out. An inset shadow: Firefox 153 leaves a background colour out under an
 * opaque picture, even one of no size.
 */
const WITHOUT_BACKGROUND = `background-size: 0 0 !important; box-shadow: inset 0 0 0 100vmax ${GREY} !important;
  border-image-slice: 1 !important; border-image-width: 0 !important; transition: none !important;`

/** As high as a label with some room. */
const FOLDED = `box-sizing: border-box !important; height: 44px !important; min-height: 0 !important;
  overflow: clip !important; background: none !important; font-size: 0 !important; transition: none !important;`

/** Covers every picture that carries no mark: what is registered at document_start, before any word is chosen. */
export function firstCss(effect: Effect): string {
  if (effect === 'badge') return ''
  return layered(`${PICTURES}:not([${MARK}], .${MARK}) { ${DECLARATIONS[effect]} }`)
}

/** The rules of one page: what its marks mean, which are classes where the page takes the attribute away. */
export function pageCss({ effect, coverFirst }: Look, words: Words): string {
  if (effect === 'badge') return ''
  const marked = (word: Word) => `:is([${MARK}~="${words[word]}"], .${MARK}.${words[word]})`
  const veiled = coverFirst ? `${PICTURES}:not(${marked('shown')}), ${marked('veiled')}` : marked('veiled')
  return layered(`${veiled} { ${DECLARATIONS[effect]} }
${marked('background')} { ${WITHOUT_BACKGROUND} }
${marked('background')}::marker { content: '' !important; }
${marked('pseudo')}::before, ${marked('pseudo')}::after { visibility: hidden !important; }
${marked('folded')} { ${FOLDED} }
${marked('folded')} > * { display: none !important; }`)
}

/** Among `!important` rules of one origin those of the first layer win, also over rules without a layer. */
function layered(rules: string): string {
  return `@layer ${MARK} {\n${rules}\n}\n`
}
