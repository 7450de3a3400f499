/** Up to so many characters (some forty words) a text is judged as a whole, as nearly all memes are. */
export const WHOLE = 240
/** At most so many characters of a longer text are judged at once. */
export const WINDOW = 200
/** Less than half of that: a window holds any two neighbours. */
const MOST_PIECE = Math.floor((WINDOW - 1) / 2)
/** A sentence or line of at least so many is judged alone too, */
const ALONE = 8
/** unless there are more of them than are judged in a few seconds. */
const MOST_ALONE = 300

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
  const alone = pieces.filter((piece) => piece.length >= ALONE)
  const windows = alone.length <= MOST_ALONE ? alone : []
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

/** A paragraph's sentences; in place of those that run on, their lines; the longer ones of these in parts. */
function piecesOf(lines: string[]): string[] {
  return sentencesOf(lines).flatMap((sentence) => {
    const isShort = sentence.length === 1 || sentence.join(' ').length <= MOST_PIECE
    return (isShort ? [sentence.join(' ')] : sentence).flatMap(partsOf)
  })
}

/** Each by the parts of lines that it stands on. */
function sentencesOf(lines: string[]): string[][] {
  const text = lines.join('\n')
  if (!SENTENCE_END.test(text)) return lines.map((line) => [line])
  // a line's end ends no sentence
  const ends = [...sentences.segment(text.replaceAll('\n', ' '))].map(({ index, segment }) => index + segment.length)
  return ends.map((end, i) => {
    const sentence = text.slice(ends[i - 1] ?? 0, end)
    return sentence
      .split('\n')
      .map((part) => part.trim())
      .filter((part) => part !== '')
  })
}

/** Parts of nearly the same length, at most MOST_PIECE, cut between words; of a longer word no character is cut. */
function partsOf(text: string): string[] {
  const most = MOST_PIECE
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
