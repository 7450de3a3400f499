import { readFile } from 'node:fs/promises'
import { decide, type Sensitivity, type Verdict, weakness } from '../core/decide.ts'
import { inOrder } from './in-order.ts'
import type { Judge } from './judge.ts'

interface Options {
  /** Of every picture, instead of reading it. */
  text?: string
  json?: boolean
  sensitivity: Sensitivity
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

function verdictLine(file: string, verdict: Verdict, { json, sensitivity }: Options): string {
  const prediction = decide(verdict, sensitivity)
  if (json) return JSON.stringify({ file, prediction, ...verdict })
  const weak = weakness(verdict)
  const said = weak ? `weak: ${weak}` : JSON.stringify(verdict.text)
  return `${file}: ${prediction} (${(verdict.probability * 100).toFixed(1)} %) ${said}`
}
