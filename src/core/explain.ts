import type { Contributions } from './decide.ts'
import type { Counted, TextParts } from './judge-passages.ts'
import { highestOf } from './model/calibration.ts'

/**
 * Leaves out the picture, the text, and each word in turn (one batch), and says how the probability moved; of a long
 * text, in the window that counted.
 */
export async function explain(
  { classify, towers }: Omit<TextParts, 'prepare'>,
  image: Float32Array | null,
  { words: text, embedding, among, isWindow }: Counted,
): Promise<Contributions> {
  const judge: typeof classify = (image, text) => highestOf(classify(image, text), among)
  const whole = judge(image, embedding)
  const all = text.split(/\s+/)
  // the tower reads no more words than it reads tokens
  const words = embedding ? all.slice(0, towers.manifest.text.maxTokens) : []
  const shorter = await towers.embedTexts(words.map((_, i) => all.toSpliced(i, 1).join(' ')))
  return {
    image: image && whole - judge(null, embedding),
    text: embedding && whole - judge(image, null),
    words: words.map((word, i) => ({ word, change: whole - judge(image, shorter[i]) })),
    window: isWindow ? text : null,
  }
}
