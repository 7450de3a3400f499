import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { draw } from '../../demo/draw.ts'
import { feed } from '../../demo/server.ts'
import { namesOfPictures } from './options.mjs'

export interface BenchPicture {
  name: string
  bytes: Uint8Array<ArrayBuffer>
}

/** `most` pictures, evenly from a folder's sorted ones; without a folder the captioned ones of the demo feed. */
export async function benchPictures(folder: string | undefined, most: number): Promise<BenchPicture[]> {
  if (folder === undefined) {
    const captioned = feed.pictures.filter(({ top }) => top).slice(0, most)
    return Promise.all(captioned.map(async (p) => ({ name: `${p.id}.jpg`, bytes: new Uint8Array(await draw(p)) })))
  }
  const names = namesOfPictures(folder)
  const n = Math.min(most, names.length)
  const chosen = Array.from({ length: n }, (_, i) => names[Math.floor((i * names.length) / n)])
  return chosen.map((name) => ({ name, bytes: new Uint8Array(readFileSync(join(folder, name))) }))
}
