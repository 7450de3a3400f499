import { sigmoid } from './calibration.ts'
import { dot } from './dot.ts'
import type { ModelManifest } from './manifest.ts'
import type { Towers } from './towers.ts'

/**
 * Says how well phrases fit a picture, by nothing but what the towers have learned of captions: untrained, so its
 * probabilities are not calibrated.
 */
export interface ZeroShot {
  /**
   * Of each phrase P that it fits, against the neutral ones: it alone, whatever else is asked. Null for a phrase in
   * which the tower sees nothing. `image` is a unit embedding [d].
   */
  each(image: Float32Array, phrases: string[]): Promise<(number | null)[]>
  /** P that any of the phrases fits, against the neutral ones; 0 where the tower sees nothing in them. */
  any(image: Float32Array, phrases: string[]): Promise<number>
}

/**
 * What most pictures on pages are. A phrase competes with all of them, so it counts only where it fits better than
 * what nobody objects to.
 */
export const NEUTRAL = [
  'a person',
  'a group of people',
  'a child',
  'a face with a funny expression',
  'a couple',
  'a crowd in the street',
  'a politician giving a speech',
  'a sports match',
  'a concert',
  'a scene from a film',
  'a cartoon character',
  'a drawing',
  'a painting',
  'a cat',
  'a dog',
  'an animal',
  'a plate of food',
  'a house',
  'a city',
  'a landscape',
  'a car',
  'a plant',
  'a product on a white background',
  'a logo',
  'a flag',
  'a map',
  'a chart',
  'a page of text',
  'a screenshot of a phone',
  'a screenshot of a computer game',
]

/**
 * A phrase is the mean of these, which fits better than any one of them (Radford et al. 2021, section 3.1.4); the
 * phrase itself is one, since it may be a sentence.
 */
const FRAMES = ['', 'a photo of ', 'a picture of ', 'a meme that shows ']

/** The texts that a phrase is asked as. */
export const framed = (phrase: string) => FRAMES.map((frame) => (phrase.trim() === '' ? '' : frame + phrase))

/** So many texts at a time: what they fill stays small, and others get a turn in between. */
const BATCH = 8

/** What was embedded stays until the towers are closed; `neutral` must say something. */
export function createZeroShot(
  { manifest, embedTexts }: Pick<Towers, 'manifest' | 'embedTexts'>,
  neutral: string[] = NEUTRAL,
): ZeroShot {
  const { similarity } = manifest
  const kept = new Map<string, Float32Array | null>()
  let embedding: Promise<unknown> = Promise.resolve()
  /** One after another: pictures that are judged at the same time have the same phrases. */
  function embedded(phrases: string[]): Promise<(Float32Array | null)[]> {
    const next = embedding.then(() => embedNew(phrases))
    embedding = next.catch(() => {})
    return next
  }
  async function embedNew(phrases: string[]): Promise<(Float32Array | null)[]> {
    const missing = [...new Set(phrases)].filter((phrase) => !kept.has(phrase))
    const texts = missing.flatMap(framed)
    const embeddings: (Float32Array | null)[] = []
    for (let start = 0; start < texts.length; start += BATCH) {
      embeddings.push(...(await embedTexts(texts.slice(start, start + BATCH))))
    }
    for (const [i, phrase] of missing.entries()) {
      kept.set(phrase, meanOf(embeddings.slice(i * FRAMES.length, (i + 1) * FRAMES.length)))
    }
    return phrases.map((phrase) => kept.get(phrase) ?? null)
  }
  const seenIn = async (phrases: string[]) => (await embedded(phrases)).filter((one) => one !== null)
  return {
    async each(image, phrases) {
      const rivals = await seenIn(neutral)
      return (await embedded(phrases)).map((one) => one && share(image, [one], rivals, similarity))
    },
    async any(image, phrases) {
      return share(image, await seenIn(phrases), await seenIn(neutral), similarity)
    },
  }
}

/** The direction between unit vectors; null where one of them is missing. */
function meanOf(vectors: (Float32Array | null)[]): Float32Array | null {
  const present = vectors.filter((vector) => vector !== null)
  if (present.length < vectors.length) return null
  const sum = present[0].map((_, i) => present.reduce((sum, vector) => sum + vector[i], 0))
  const length = Math.hypot(...sum)
  return sum.map((x) => x / Math.max(length, 1e-12))
}

/**
 * The softmax's share of `wanted` among them and `rivals`, of logits scale x cosine (Radford et al. 2021). Where the
 * model has a bias, "none of these" is one more rival: then a text without rivals has the probability
 * sigmoid(scale x cosine + bias) that the model was trained for (Zhai et al. 2023).
 */
function share(
  image: Float32Array,
  wanted: Float32Array[],
  rivals: Float32Array[],
  { scale, bias }: ModelManifest['similarity'],
): number {
  const logits = (texts: Float32Array[]) => texts.map((text) => scale * dot(image, text))
  const none = bias === undefined ? [] : [-bias]
  return sigmoid(logSumExp(logits(wanted)) - logSumExp([...logits(rivals), ...none]))
}

function logSumExp(logits: number[]): number {
  const most = Math.max(...logits)
  if (most === -Infinity) return most
  return most + Math.log(logits.reduce((sum, x) => sum + Math.exp(x - most), 0))
}
