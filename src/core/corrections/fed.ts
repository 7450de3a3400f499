import * as v from 'valibot'

/** What a head is fed for one picture or text: unit embeddings [d]; null where a part is absent. */
export interface Fed {
  image: Float32Array | null
  text: Float32Array | null
}

/** An embedding's bytes in base64. */
export const Packed = v.pipe(v.string(), v.base64(), v.maxLength(8192))

/** A text's windows are kept up to this many; of a longer one only what spoke for it. */
const MOST_TEXTS = 8

/**
 * All that a verdict came from behind the towers. From it no picture and no words can be had back, but another head can
 * judge.
 */
export const Kept = v.object({
  image: v.nullable(Packed),
  /** The text first as a whole, then its windows; `among` as `highestOf` wants it. */
  texts: v.pipe(
    v.array(v.object({ embedding: v.nullable(Packed), among: v.pipe(v.number(), v.minValue(1), v.maxValue(10_000)) })),
    v.minLength(1),
    v.maxLength(MOST_TEXTS),
  ),
  /** Whether nothing else was fed: neither other frames nor more windows. */
  complete: v.boolean(),
})
export type Kept = v.InferOutput<typeof Kept>

/** The same with what names its picture's pixels; null where that isn't known. */
export const KeptOfPicture = v.object({
  ...Kept.entries,
  pixels: v.nullable(v.pipe(v.string(), v.maxLength(200))),
})
export type KeptOfPicture = v.InferOutput<typeof KeptOfPicture>

/** A byte a value: the length of an embedding is one, so its scale tells nothing. Cosine to it at least .9999. */
export function toBytes(embedding: Float32Array): Int8Array<ArrayBuffer> {
  const most = embedding.reduce((most, x) => Math.max(most, Math.abs(x)), 0) || 1
  return Int8Array.from(embedding, (x) => Math.round((x / most) * 127))
}

/** Of length one again. Loops, and no functions by value: a backlog unpacks millions. */
export function fromBytes(bytes: Int8Array): Float32Array {
  let squares = 0
  for (let i = 0; i < bytes.length; i++) squares += bytes[i] * bytes[i]
  const length = Math.sqrt(squares) || 1
  const values = new Float32Array(bytes.length)
  for (let i = 0; i < bytes.length; i++) values[i] = bytes[i] / length
  return values
}

export function pack(embedding: Float32Array): string {
  return btoa(String.fromCharCode(...new Uint8Array(toBytes(embedding).buffer)))
}

export function unpack(packed: string): Float32Array {
  const binary = atob(packed)
  const bytes = new Int8Array(binary.length)
  for (let i = 0; i < binary.length; i++) bytes[i] = binary.charCodeAt(i)
  return fromBytes(bytes)
}

/** How many values an embedding has that was packed. */
export function packedLength(packed: string): number {
  return Math.floor((packed.replace(/=+$/, '').length * 3) / 4)
}

/** A text or a window of it; null where the tower sees nothing in it. */
export interface FedText {
  embedding: Float32Array | null
  among: number
}

/** Keeps what was fed; `spoke` is what counted, `alone` whether there were no other frames. */
export function keep(image: Float32Array | null, passages: FedText[], spoke: FedText, alone: boolean): Kept {
  const fits = passages.length <= MOST_TEXTS
  const texts = (fits ? passages : [spoke]).map(({ embedding, among }) => ({
    embedding: embedding && pack(embedding),
    among,
  }))
  return { image: image && pack(image), texts, complete: fits && alone }
}

/** What was fed for each text, with the one picture. */
export function fedOf({ image, texts }: Pick<Kept, 'image' | 'texts'>): (Fed & { among: number })[] {
  const seen = image === null ? null : unpack(image)
  return texts.map(({ embedding, among }) => ({
    image: seen,
    text: embedding === null ? null : unpack(embedding),
    among,
  }))
}
