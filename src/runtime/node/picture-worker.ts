import { readFile } from 'node:fs/promises'
import { workerData } from 'piscina'
import { PictureError } from '../../core/pixels.ts'
import { createReader, type Reader } from '../../core/reading.ts'
import { loadTowers, type Towers } from '../../core/towers.ts'
import { platform } from './platform.ts'

let towers: Promise<Towers> | undefined
let reader: Promise<Reader> | undefined

/** Embeds and reads a picture file with the model named in `workerData`; a picture that can't be read is a `problem`. */
export default async function work(job: {
  path: string
  embed: boolean
  read: boolean
}): Promise<{ embedding?: Float32Array; text?: string; problem?: string }> {
  try {
    const pixels = await platform.decode(new Uint8Array(await readFile(job.path)))
    if (job.embed) towers ??= loadTowers(platform, (workerData as { model: string }).model)
    if (job.read) reader ??= createReader(platform)
    return {
      embedding: job.embed ? await (await towers)?.embedImage(pixels) : undefined,
      text: job.read ? (await (await reader)?.read(pixels))?.text : undefined,
    }
  } catch (error) {
    // an error's class is lost between threads
    if (error instanceof PictureError) return { problem: error.message }
    throw error
  }
}
