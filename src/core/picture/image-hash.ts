import { sha256 } from '../sha256.ts'
import type { Pixels } from './pixels.ts'

/** Names a picture by its decoded pixels: the same file elsewhere has the same name, another caption never has. */
export async function imageHash({ width, height, data }: Pixels): Promise<string> {
  return `${width}x${height}:${await sha256(data as Uint8Array<ArrayBuffer>)}`
}
