import { readFile } from 'node:fs/promises'
import type { Pipeline } from '../core/pipeline.ts'
import { judge } from './judge.ts'

interface Options {
  /** Of every picture, instead of reading it. */
  text?: string
  json?: boolean
  threshold: number
}

/** Prints a line a picture; returns how many could not be judged. */
export async function predictFiles(
  pipeline: Pipeline,
  files: string[],
  { text, json, threshold }: Options,
): Promise<number> {
  let failed = 0
  for (const file of files) {
    try {
      const image = new Uint8Array(await readFile(file))
      const { prediction, verdict } = await judge(pipeline, { image, text }, threshold)
      const percent = (verdict.probability * 100).toFixed(1)
      console.log(
        json
          ? JSON.stringify({ file, prediction, ...verdict })
          : `${file}: ${prediction} (${percent} %) ${JSON.stringify(verdict.text)}`,
      )
    } catch (error) {
      failed++
      const { message } = error as Error
      console.log(json ? JSON.stringify({ file, error: message }) : `${file}: error: ${message}`)
    }
  }
  return failed
}
