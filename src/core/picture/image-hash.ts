import { sha256 } from '../sha256.ts'
import type { Picture, Pixels } from './pixels.ts'

/**
 * Names a picture by its decoded pixels: the same file elsewhere has the same name, another caption never has. An
 * animation is named by its judged frames and, for the others, by its file.
 */
export async function imageHash(picture: Picture): Promise<string> {
  const { width, height, later, file = '' } = picture
  if (!later) return `${width}x${height}:${await pixelHash(picture)}`
  const frames = await Promise.all([picture, ...later].map(pixelHash))
  return `${width}x${height}x${frames.length}:${await sha256(new TextEncoder().encode([...frames, file].join()))}`
}

function pixelHash({ data }: Pixels): Promise<string> {
  return sha256(data as Uint8Array<ArrayBuffer>)
}
