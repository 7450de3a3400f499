import { readFile } from 'node:fs/promises'
import { PictureError } from '../../core/pixels.ts'
import type { PictureJob, PictureResult } from '../../core/platform.ts'
import { createReader, type Reader } from '../../core/reading.ts'
import { loadTowers, type Towers } from '../../core/towers.ts'
import { platform } from './platform.ts'
import type { CreateWork } from './pool.ts'

/** Embeds picture files with the towers in the folder `model`, and reads them; see PictureWorker. */
export const createWork: CreateWork<{ model: string }, PictureJob, PictureResult> = async ({ model }) => {
  let towers: Promise<Towers> | undefined
  let reader: Promise<Reader> | undefined
  return async ({ path, embed, read }) => {
    try {
      const pixels = await platform.decode(new Uint8Array(await readFile(path)))
      if (embed) towers ??= loadTowers(platform, model)
      if (read) reader ??= createReader(platform)
      return {
        embedding: embed ? await (await towers)?.embedImage(pixels) : undefined,
        text: read ? (await (await reader)?.read(pixels))?.text : undefined,
      }
    } catch (error) {
      if (error instanceof PictureError) return { problem: error.message }
      throw error
    }
  }
}
