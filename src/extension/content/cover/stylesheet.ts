/** How a veiled picture looks. `badge` leaves it as it is. */
export const EFFECTS = ['blur', 'solid', 'greyscale', 'badge'] as const
export type Effect = (typeof EFFECTS)[number]

/** What the stylesheet of a page depends on. */
export interface Look {
  effect: Effect
  /** Whether pictures are covered before they are judged. */
  coverFirst: boolean
  /** Pictures that may be seen where the page takes every mark away: an attribute that it keeps, and its value. */
  trusted: Trusted[]
}

export const TRUSTED_BY = ['src', 'srcset', 'poster', 'href', 'data'] as const
export interface Trusted {
  name: (typeof TRUSTED_BY)[number]
  value: string
}

/**
 * The words of a mark, random for each page: no style of a site's is made for them, though its scripts may find out.
 * `shown` is a picture that may be seen, `veiled` one that may not, `flat` one that may neither be seen nor hide what
 * the page paints over it, `background` and `pseudo` veil an element's own CSS pictures and those of its ::before and
 * ::after, whose content stays; `folded` is a post that is shrunk to a line.
 */
export const WORDS = ['shown', 'veiled', 'flat', 'background', 'pseudo', 'folded'] as const
export type Word = (typeof WORDS)[number]
export type Words = Record<Word, string>

/** Letters alone: they become part of a stylesheet. */
export const isWord = (text: string) => /^[a-z]{6}$/.test(text)

/**
 * The attribute that marks stand in, or the class beside which they do. Its name says nothing of the extension: pages
 * can read it.
 */
export const MARK = 'data-ok'

/** Elements whose picture may be shifted out of their box. */
const SHIFTED = 'img, video[poster], input[type="image" i]'
const OTHERS = 'image, object[type^="image/" i], embed[type^="image/" i]'
/** Elements that show a picture by themselves, all of which are covered until they are judged. */
export const PICTURES = `:is(${SHIFTED}, ${OTHERS})`

const GREY = '#808080'
/** What is below a transparent picture, a page's own colour for one to come, is seen through it. */
const TINT = '#80808033'

type Declarations = Record<string, string>

/** Without a transition: `transition: all` would fade the cover in while the picture can still be read. */
const STILL = { transition: 'none', 'clip-path': 'inset(0)' }

/**
 * The extension's own reader reads 190 px letters through a blur of 28 px and none through 48; a solid is the picture
 * without any contrast, on the same grey for its transparent parts.
 */
const VEILED: Record<Effect, Declarations> = {
  blur: { filter: 'blur(64px)', ...STILL },
  solid: { filter: 'contrast(0)', background: GREY, ...STILL },
  greyscale: { filter: 'grayscale(1) contrast(0.3) blur(32px)', ...STILL },
  badge: {},
}

/**
 * CSS pictures of an element are shrunk to nothing, so that its style still tells their addresses; a slice without
 * "fill" leaves the middle of a border image out. An inset shadow: Firefox 153 leaves a background colour out under an
 * opaque picture, even one of no size.
 */
function withoutBackground(colour: string): Declarations {
  return {
    'background-size': '0 0',
    'box-shadow': `inset 0 0 0 100vmax ${colour}`,
    'border-image-slice': '1',
    'border-image-width': '0',
    transition: 'none',
  }
}

/**
 * The picture is shifted out of its box, which clips it. A filter makes a stacking context, in which a picture lies
 * above what comes before it and is positioned without a z-index: a bar, a tooltip.
 */
function shifted(colour: string): Declarations {
  return {
    'object-position': '-99999px 0',
    overflow: 'clip',
    'overflow-clip-margin': 'content-box',
    ...withoutBackground(colour),
  }
}

const FLAT = shifted(GREY)
const UNJUDGED = shifted(TINT)
const WITHOUT_BACKGROUND = withoutBackground(GREY)

const WITHOUT_CONTENT: Declarations = { visibility: 'hidden' }

/** As high as a label with some room. */
const FOLDED: Declarations = {
  height: '44px',
  'min-height': '0',
  'padding-block': '0',
  overflow: 'clip',
  // it is seen, so that a click on all of it is meant for it
  background: '#80808033',
  'font-size': '0',
  transition: 'none',
}

function css(declarations: Declarations): string {
  return Object.entries(declarations)
    .map(([name, value]) => `${name}: ${value} !important;`)
    .join(' ')
}

/** What a mark does, as an animation that lasts: for a page that takes marks away. */
export function keyframeOf(
  word: Word,
  effect: Effect,
): { keyframe: Keyframe; pseudoElements: (string | null)[] } | null {
  const all = { veiled: VEILED[effect], flat: FLAT, background: WITHOUT_BACKGROUND, pseudo: WITHOUT_CONTENT }
  if (effect === 'badge' || !(word in all)) return null
  const { transition, ...animated } = all[word as keyof typeof all]
  const camelCased = Object.entries(animated).map(([name, value]) => [
    name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase()),
    value,
  ])
  return {
    keyframe: Object.fromEntries(camelCased),
    pseudoElements: word === 'pseudo' ? ['::before', '::after'] : [null],
  }
}

/** Covers every picture that carries none of these marks. */
function unjudgedCss(marks: string): string {
  return `:is(${SHIFTED}):not(${marks}) { ${css(UNJUDGED)} }
:is(${OTHERS}):not(${marks}) { ${css(VEILED.solid)} }
`
}

/** What is registered at document_start, before any word is chosen. */
export function firstCss(): string {
  return layered(unjudgedCss(`[${MARK}], .${MARK}`))
}

/** The rules of one page: what its marks mean, which are classes where the page takes the attribute away. */
export function pageCss({ effect, coverFirst, trusted }: Look, words: Words): string {
  // selects nothing: an instance that takes over finds the words there
  const told = `:not(*) { --words: ${WORDS.map((word) => words[word]).join(' ')}; }`
  if (effect === 'badge') return layered(told)
  const marked = (word: Word) => `:is([${MARK}~="${words[word]}"], .${MARK}.${words[word]})`
  const judged = (['shown', 'flat', 'veiled'] as const).map(marked).join(', ')
  return layered(`${told}
${trustedCss(trusted)}${coverFirst ? unjudgedCss(judged) : ''}
${marked('veiled')} { ${css(VEILED[effect])} }
${marked('flat')} { ${css(FLAT)} }
${marked('background')} { ${css(WITHOUT_BACKGROUND)} }
${marked('background')}::marker { content: '' !important; }
${marked('pseudo')}::before, ${marked('pseudo')}::after { ${css(WITHOUT_CONTENT)} }
${marked('folded')} { ${css(FOLDED)} }
${marked('folded')} > * { display: none !important; }`)
}

/** Takes back what covers first, also what is registered: by an id that no element needs to have it beats all of it. */
function trustedCss(trusted: Trusted[]): string {
  if (trusted.length === 0) return ''
  const pictures = trusted.map(({ name, value }) => `[${name}="${escaped(value)}"]`).join(', ')
  const reverted = Object.fromEntries(
    Object.keys({ ...UNJUDGED, ...VEILED.solid }).map((name) => [name, 'revert-layer']),
  )
  return `:is(${pictures}):not(#${MARK}) { ${css(reverted)} }\n`
}

/** A page's own words within a string of CSS. */
function escaped(value: string): string {
  return value.replace(/["\\]|[^ -~]/gu, (character) => `\\${character.codePointAt(0)?.toString(16)} `)
}

/** Among `!important` rules of one origin those of the first layer win, also over rules without a layer. */
function layered(rules: string): string {
  return `@layer ${MARK} {\n${rules}\n}\n`
}
