import { readFile } from 'node:fs/promises'
import { decide, type Verdict } from '../core/decide.ts'
import { inOrder } from './in-order.ts'
import type { Judge } from './judge.ts'

interface Options {
  /** Of every picture, instead of reading it. */
  text?: string
  json?: boolean
  threshold: number
}

/** Prints a line a picture; returns how many could not be judged. */
export async function predictFiles(judge: Judge, files: string[], options: Options): Promise<number> {
  let failed = 0
  const lines = inOrder(
    files,
    async (file) => {
      try {
        const image = new Uint8Array(await readFile(file))
        return verdictLine(file, await judge.judge({ image, text: options.text }), options)
      } catch (error) {
        failed++
        const { message } = error as Error
        return options.json ? JSON.stringify({ file, error: message }) : `${file}: error: ${message}`
      }
    },
    judge.atOnce,
  )
  for await (const line of lines) console.log(line)
  return failed
}

function verdictLine(file: string, verdict: Verdict, { json, threshold }: Options): string {
  const prediction = decide(verdict.probability, threshold)
  if (json) return JSON.stringify({ file, prediction, ...verdict })
  return `${file}: ${prediction} (${(verdict.probability * 100).toFixed(1)} %) ${JSON.stringify(verdict.text)}`
}
