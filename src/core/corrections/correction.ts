import * as v from 'valibot'
import type { ModelName } from '../model/head.ts'
import { sha256 } from '../sha256.ts'
import { UserError } from '../user-error.ts'
import { Kept, packedLength } from './fed.ts'

/** More than anybody corrects by hand in years; beyond, the oldest go. */
export const MOST_CORRECTIONS = 2000

const Hash = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/))
const Short = v.pipe(v.string(), v.minLength(1), v.maxLength(100))

/** What somebody said of a verdict. It holds neither the picture nor its words nor where it was. */
export const Correction = v.strictObject({
  id: v.pipe(v.string(), v.regex(/^[0-9a-f]{24}$/)),
  /** Milliseconds since 1970. */
  at: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(8.64e15)),
  /** What it should have been. */
  offensive: v.boolean(),
  /** The verdict then. */
  verdict: v.strictObject({
    probability: v.pipe(v.number(), v.minValue(0), v.maxValue(1)),
    offensive: v.boolean(),
  }),
  model: v.strictObject({ id: Short, version: Short, head: Short }),
  /** The `READING_VERSION` by which it was seen and read. */
  reading: v.pipe(v.number(), v.integer(), v.minValue(1)),
  /** SHA-256 of what names its pixels, and of its words; null where there was none. */
  pixels: v.nullable(Hash),
  text: v.nullable(Hash),
  fed: v.strictObject({ ...Kept.entries }),
})
export type Correction = v.InferOutput<typeof Correction>

/** What a correction is made of. */
export interface Corrected {
  offensive: boolean
  verdict: Correction['verdict']
  model: ModelName
  reading: number
  /** Names the picture's pixels; null for words alone. */
  pixels: string | null
  words: string
  fed: Kept
}

/** The same picture fed alike has the same id, whatever is said of it: what is said last counts. */
export async function createCorrection(corrected: Corrected, at: number): Promise<Correction> {
  const { offensive, verdict, model, reading, pixels, words, fed } = corrected
  const hash = (text: string) => sha256(new TextEncoder().encode(text))
  const [hashed, text] = [pixels === null ? null : await hash(pixels), words === '' ? null : await hash(words)]
  const id = (await hash(JSON.stringify([hashed, text, fed, model.id, model.version]))).slice(0, 24)
  return { id, at, offensive, verdict, model, reading, pixels: hashed, text, fed }
}

/** Which corrections a model can learn from: an embedding of other towers, or of another reading, is another place. */
export interface Belonging {
  id: string
  version: string
  reading: number
  dimension: number
}

export function belongs(correction: Correction, to: Belonging): boolean {
  return isOf(correction, to) && lengthsOf(correction.fed).every((values) => values === to.dimension)
}

const isOf = ({ model, reading }: Correction, to: Belonging) =>
  model.id === to.id && model.version === to.version && reading === to.reading

const lengthsOf = ({ image, texts }: Correction['fed']): number[] =>
  [image, ...texts.map(({ embedding }) => embedding)].filter((one) => one !== null).map(packedLength)

const FORMAT = 'memeveil-corrections'
const VERSION = 1

const CorrectionsFile = v.strictObject({
  format: v.literal(FORMAT),
  version: v.literal(VERSION),
  corrections: v.pipe(v.array(Correction), v.maxLength(MOST_CORRECTIONS)),
})

export function toFile(corrections: Correction[]): string {
  return `${JSON.stringify({ format: FORMAT, version: VERSION, corrections }, null, 1)}\n`
}

/** Reads an exported file, in whole or not at all. Throws UserError with the field that doesn't fit. */
export function fromFile(text: string, to: Belonging): Correction[] {
  const json = parsed(text)
  const version = (json as { version?: unknown } | null)?.version
  if (typeof version === 'number' && version > VERSION) {
    throw refused(`field "version": it is of version ${version}, written by a newer MemeVeil; here is ${VERSION}`)
  }
  const result = v.safeParse(CorrectionsFile, json)
  if (!result.success) {
    const [issue] = result.issues
    throw refused(`field "${v.getDotPath(issue) ?? ''}": ${issue.message}`)
  }
  const { corrections } = result.output
  if (corrections.length === 0) throw refused('it holds no corrections')
  const foreign = corrections.findIndex((one) => !belongs(one, to))
  if (foreign >= 0) {
    const { model, reading, fed } = corrections[foreign]
    if (isOf(corrections[foreign], to)) {
      const length = lengthsOf(fed).find((values) => values !== to.dimension)
      throw refused(
        `field "corrections.${foreign}.fed": an embedding has ${length} values, and those of ${to.id} ${to.version} ` +
          `have ${to.dimension}: the file is damaged`,
      )
    }
    throw refused(
      `field "corrections.${foreign}.model": it is of ${model.id} ${model.version}, reading ${reading}, ` +
        `and here is ${to.id} ${to.version}, reading ${to.reading}: corrections belong to one model`,
    )
  }
  return corrections
}

function parsed(text: string): unknown {
  if (text.trim() === '') throw refused('the file is empty')
  try {
    return JSON.parse(text)
  } catch {
    throw refused('it is not JSON')
  }
}

function refused(reason: string): UserError {
  return new UserError('corrections', reason)
}
