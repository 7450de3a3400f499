/** The formats that can move, by their media types. */
export type AnimatedType = 'image/gif' | 'image/webp' | 'image/png' | 'image/avif'

/**
 * The format of a picture that may be animated, by its first bytes, else null: every GIF, WebP with the animation flag,
 * PNG with an acTL chunk before its pixels, AVIF of the brand "avis".
 */
export function animatedType(bytes: Uint8Array): AnimatedType | null {
  const at = (offset: number, length: number) => String.fromCharCode(...bytes.subarray(offset, offset + length))
  if (/^GIF8[79]a/.test(at(0, 6))) return 'image/gif'
  if (at(0, 4) === 'RIFF' && at(8, 8) === 'WEBPVP8X') return bytes[20] & 2 ? 'image/webp' : null
  if (at(4, 8) === 'ftypavis') return 'image/avif'
  if (at(1, 3) !== 'PNG') return null
  for (const { type } of pngChunks(bytes)) {
    if (type === 'acTL') return 'image/png'
    if (type === 'IDAT') return null
  }
  return null
}

export interface PngChunk {
  type: string
  data: Uint8Array
}

/** The chunks of a PNG (https://www.w3.org/TR/png-3/#5Chunk-layout) until it ends or is cut off. */
export function* pngChunks(bytes: Uint8Array): Generator<PngChunk> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  for (let at = 8; at + 12 <= bytes.length; ) {
    const length = view.getUint32(at)
    const data = bytes.subarray(at + 8, at + 8 + length)
    if (data.length < length) return
    yield { type: String.fromCharCode(...bytes.subarray(at + 4, at + 8)), data }
    at += length + 12
  }
}
