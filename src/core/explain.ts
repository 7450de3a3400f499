import type { Contributions } from './decide.ts'
import type { Classify } from './model/head.ts'
import type { Towers } from './model/towers.ts'

/** Leaves out the picture, the text, and each word in turn (one batch), and says how the probability moved. */
export async function explain(
  classify: Classify,
  towers: Towers,
  image: Float32Array | null,
  text: string,
  embedding: Float32Array | null,
): Promise<Contributions> {
  const whole = classify(image, embedding)
  const all = text.split(/\s+/)
  // the tower reads no more words than it reads tokens
  const words = embedding ? all.slice(0, towers.manifest.text.maxTokens) : []
  const shorter = await towers.embedTexts(words.map((_, i) => all.toSpliced(i, 1).join(' ')))
  return {
    image: image && whole - classify(null, embedding),
    text: embedding && whole - classify(image, null),
    words: words.map((word, i) => ({ word, change: whole - classify(image, shorter[i]) })),
  }
}
