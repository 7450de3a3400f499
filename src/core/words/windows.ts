/** Up to so many characters (some forty words) a text is judged as a whole, as nearly all memes are. */
export const WHOLE = 240
/** At most so many characters of a longer text are judged at once. */
export const WINDOW = 200
/** A sentence or line of at least so many is judged alone too. */
const ALONE = 12

const sentences = new Intl.Segmenter('en', { granularity: 'sentence' })
const SENTENCE_END = /[.!?…]\P{L}*(?:\s|$)/u

/**
 * The parts of a text, given by its paragraphs' lines, that are judged beside it: none of a short one; of a long one
 * its sentences, and windows over them of which each begins in the middle of the one before it, so that whatever two
 * neighbours say together stands in one.
 */
export function windowsOf(paragraphs: string[][]): string[] {
  if (paragraphs.flat().join(' ').length <= WHOLE) return []
  const pieces = paragraphs.flatMap(piecesOf)
  const windows: string[] = pieces.filter((piece) => piece.length >= ALONE)
  for (let start = 0, end = 0; end < pieces.length; start = middle(pieces, start, end)) {
    end = start + 1
    while (end < pieces.length && lengthOf(pieces, start, end + 1) <= WINDOW) end++
    windows.push(pieces.slice(start, end).join(' '))
  }
  return [...new Set(windows)]
}

/** Where the second half of `pieces[start..end)` begins, which is at most as long as the first. */
function middle(pieces: string[], start: number, end: number): number {
  let at = start + 1
  while (at < end - 1 && lengthOf(pieces, start, at) < lengthOf(pieces, at, end)) at++
  return at
}

function lengthOf(pieces: string[], start: number, end: number): number {
  return pieces.slice(start, end).join(' ').length
}

/** A paragraph's sentences or, where it has none, its lines; the longer ones in parts of less than half a window. */
function piecesOf(lines: string[]): string[] {
  const most = Math.floor((WINDOW - 1) / 2)
  const text = lines.join(' ')
  const parts = SENTENCE_END.test(text) ? [...sentences.segment(text)].map(({ segment }) => segment) : lines
  return parts.flatMap((part) => partsOf(part.trim(), most))
}

/** Parts of nearly the same length, at most `most`, cut between words; a longer word is cut, no character in two. */
function partsOf(text: string, most: number): string[] {
  const words = text.split(' ').filter((word) => word !== '')
  const short = words.flatMap((word) => (word.length <= most ? word : (word.match(characters(most >> 1)) ?? [])))
  const even = Math.ceil(text.length / Math.ceil(text.length / most))
  const parts: string[] = []
  for (const word of short) {
    const last = parts[parts.length - 1]
    const joined = `${last} ${word}`
    if (last !== undefined && last.length < even && joined.length <= most) parts[parts.length - 1] = joined
    else parts.push(word)
  }
  return parts
}

const characters = (count: number) => new RegExp(`.{1,${count}}`, 'gsu')
