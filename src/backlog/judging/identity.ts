import { imageHash } from '../../core/picture/image-hash.ts'
import { type Appearance, appearanceOf } from '../../core/picture/near-copy.ts'
import type { Picture } from '../../core/picture/pixels.ts'
import { sha256 } from '../../core/sha256.ts'

/** What tells an input from all others. */
export interface Identity {
  /** SHA-256 in hex over the picture's decoded pixels and the text that came with it. */
  hash: string
  /** SHA-256 in hex of the text that came with it; empty without one. */
  given: string
  /** By which near copies are found; null for a text alone and for animations. */
  appearance: Appearance | null
}

export async function identityOf(picture: Picture | undefined, text: string | undefined): Promise<Identity> {
  const given = text === undefined ? '' : await hashOf(text)
  return {
    hash: await hashOf(JSON.stringify([picture ? await imageHash(picture) : null, given])),
    given,
    appearance: picture ? appearanceOf(picture) : null,
  }
}

function hashOf(text: string): Promise<string> {
  return sha256(new TextEncoder().encode(text))
}
