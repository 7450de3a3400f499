import { createHash } from 'node:crypto'

/** 16 MB: of ten million names, one in 200 gets a number that it didn't need, and of one million none. */
const BITS = 2 ** 27

export interface Names {
  /** The name; where it was there before, with the row's number behind it. */
  unique(name: string, row: number): string
}

/** Remembers by a Bloom filter: a source may have more names than are to be held at once. */
export function createNames(): Names {
  const bits = new Uint8Array(BITS / 8)

  function seen(name: string): boolean {
    const digest = createHash('sha1').update(name).digest()
    let all = true
    for (let i = 0; i < 4; i++) {
      const at = digest.readUInt32LE(4 * i) % BITS
      const bit = 1 << (at & 7)
      all &&= (bits[at >> 3] & bit) !== 0
      bits[at >> 3] |= bit
    }
    return all
  }

  return {
    unique(name, row) {
      if (!seen(name)) return name
      const numbered = `${name} #${row}`
      // somebody may have called another picture so
      return seen(numbered) ? `${numbered} #${row}` : numbered
    },
  }
}
