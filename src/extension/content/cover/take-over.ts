import { isWord, MARK, WORDS, type Words } from './stylesheet.ts'

/** Heard by a script that an update of the extension left behind, in Chromium; a page may say it too. */
export const TAKEN_OVER = MARK

/** Whether a sheet is one of the covers': a page can read them, and write one like it. */
function isCover({ cssRules: [rule] }: CSSStyleSheet): boolean {
  return rule instanceof CSSLayerBlockRule && rule.name === MARK
}

/** Takes away what another instance of this script has put there. */
export function removeCovers(root: Document | ShadowRoot): CSSStyleSheet[] {
  const covers = root.adoptedStyleSheets.filter(isCover)
  if (covers.length > 0) root.adoptedStyleSheets = root.adoptedStyleSheets.filter((sheet) => !covers.includes(sheet))
  return covers
}

/**
 * The words of the instance that ran here before an update of the extension; null where there was none. The stylesheet
 * that it had inserted may stay, and covers what has other words.
 */
export function takeOver(document: Document): Words | null {
  const [cover] = removeCovers(document)
  if (!cover) return null
  const words = wordsOf(cover)
  // whoever hears it empties its sheets
  document.dispatchEvent(new Event(TAKEN_OVER))
  return words
}

function wordsOf({ cssRules: [layer] }: CSSStyleSheet): Words | null {
  const [rule] = (layer as CSSLayerBlockRule).cssRules
  const words = (rule as CSSStyleRule | undefined)?.style?.getPropertyValue('--words').trim().split(' ') ?? []
  const are = words.length === WORDS.length && new Set(words).size === words.length && words.every(isWord)
  return are ? (Object.fromEntries(WORDS.map((name, i) => [name, words[i]])) as Words) : null
}
