import { UserError } from '../../core/user-error.ts'

/** A picture has so many bytes at most where they are fetched: more than any site takes for one. */
export const MOST_BYTES = 20 * 1024 * 1024

/** What comes, up to so many bytes, and whether that is all. What comes too much is never held. */
export async function bounded(
  chunks: AsyncIterable<Uint8Array>,
  most: number,
): Promise<{ bytes: Uint8Array<ArrayBuffer>; whole: boolean }> {
  const held: Uint8Array[] = []
  let length = 0
  for await (const chunk of chunks) {
    held.push(chunk.subarray(0, most - length))
    length += chunk.length
    if (length > most) break
  }
  return { bytes: new Uint8Array(Buffer.concat(held)), whole: length <= most }
}

/** All of a picture. Throws UserError of the kind 'large-picture'. */
export async function pictureFrom(chunks: AsyncIterable<Uint8Array>, where: string): Promise<Uint8Array<ArrayBuffer>> {
  const { bytes, whole } = await bounded(chunks, MOST_BYTES)
  if (!whole) throw tooLarge(where)
  return bytes
}

export function tooLarge(where: string): UserError {
  return new UserError('large-picture', `the picture from ${where} has more than ${MOST_BYTES / 2 ** 20} MB`)
}
