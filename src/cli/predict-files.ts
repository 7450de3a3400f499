import { readFile } from 'node:fs/promises'
import { decide, type Sensitivity, type Verdict, weakness } from '../core/decide.ts'
import { apartSaid, explanationOf } from '../core/explanation.ts'
import { shownOf } from '../core/model/ratings.ts'
import { UserError } from '../core/user-error.ts'
import { say } from '../runtime/node/say.ts'
import { harmless } from './harmless.ts'
import { inOrder } from './in-order.ts'
import type { Judge } from './judge.ts'
import { createOutcome, type Outcome } from './outcome.ts'

interface Options {
  /** Of every picture, instead of reading it. */
  text?: string
  json?: boolean
  explain?: boolean
  sensitivity: Sensitivity
}

/** Prints a line a picture, with --explain more below it; tells what became of the pictures. Throws ModelError. */
export async function predictFiles(judge: Judge, files: string[], options: Options): Promise<Outcome> {
  const { text, explain, json, sensitivity } = options
  const outcome = createOutcome()
  const lines = inOrder(
    files,
    async (file) => {
      try {
        const verdict = await judge.judge({ image: await readPicture(file), text, explain })
        outcome.judged(decide(verdict, sensitivity))
        return verdictLine(file, verdict, options)
      } catch (error) {
        if (error instanceof UserError && error.kind === 'model') throw error
        outcome.notJudged(error)
        const { message } = error as Error
        return json ? JSON.stringify({ file, error: message }) : harmless(`${file}: error: ${message}`)
      }
    },
    judge.atOnce,
  )
  for await (const line of lines) console.log(line)
  return outcome
}

/** What a person names may be a pipe too. Throws UserError. */
async function readPicture(file: string): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return new Uint8Array(await readFile(file))
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    throw new UserError('missing-picture', UNREADABLE[code ?? ''] ?? `can't be read: ${message}`)
  }
}

const UNREADABLE: Record<string, string> = { ENOENT: 'there is no such file', EISDIR: 'it is a folder and no file' }

function verdictLine(file: string, verdict: Verdict, { json, explain, sensitivity }: Options): string {
  const prediction = decide(verdict, sensitivity)
  const shows = shownOf(verdict.ratings, sensitivity.topics ?? [])
  const explanation = explain ? explanationOf(say, verdict, sensitivity) : undefined
  if (json) {
    const shown = sensitivity.topics && { shows: shows.map(({ phrase }) => phrase) }
    return JSON.stringify({ file, prediction, ...shown, ...verdict, explanation })
  }
  const weak = weakness(say, verdict)
  const said = weak ? `weak: ${weak}` : JSON.stringify(verdict.text)
  const told = shows.map((one) => ` ${apartSaid(say, one)}`).join('')
  const probability = (verdict.probability * 100).toFixed(1)
  const line = harmless(`${file}: ${prediction} (${probability} %) ${said}${told}`)
  if (!explanation) return line
  return [line, ...[explanation.decision, ...explanation.reasons].map((sentence) => `  ${harmless(sentence)}`)].join(
    '\n',
  )
}
