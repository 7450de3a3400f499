import * as v from 'valibot'
import { ModelError } from '../model/model-error.ts'
import { type Fed, fromBytes, toBytes } from './fed.ts'

/** A labelled row of a data set's validation split, as embeddings alone. */
export interface ValidationRow extends Fed {
  set: string
  offensive: boolean
}

/** Opens the file; then come the header's length (uint32, little-endian), the header and the rows. */
const MAGIC = 'MVVR'
const OFFENSIVE = 1
const IMAGE = 2
const TEXT = 4

const Header = v.object({
  format: v.literal(1),
  model: v.object({ id: v.string(), version: v.string() }),
  dimension: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(4096)),
  sets: v.pipe(v.array(v.string()), v.maxLength(256)),
  rows: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(100_000)),
})
type Header = v.InferOutput<typeof Header>

/** A byte of flags, one of the set's place, then a byte a value of each embedding that is there. */
export function writeValidationRows(rows: ValidationRow[], model: Header['model'], dimension: number): Uint8Array {
  const sets = [...new Set(rows.map(({ set }) => set))]
  const header = { format: 1, model, dimension, sets, rows: rows.length } satisfies Header
  const text = new TextEncoder().encode(JSON.stringify(header))
  const body = rows.flatMap(({ set, offensive, image, text }) => {
    const flags = (offensive ? OFFENSIVE : 0) | (image ? IMAGE : 0) | (text ? TEXT : 0)
    return [
      Uint8Array.of(flags, sets.indexOf(set)),
      ...[image, text].flatMap((one) => (one ? [new Uint8Array(toBytes(one).buffer)] : [])),
    ]
  })
  const length = new Uint8Array(4)
  new DataView(length.buffer).setUint32(0, text.length, true)
  return joined([new TextEncoder().encode(MAGIC), length, text, ...body])
}

function joined(parts: Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

/** Throws ModelError for a file that is broken or of another model. */
export function readValidationRows(
  bytes: Uint8Array,
  model: { id: string; version: string; dimension: number },
  where: string,
): ValidationRow[] {
  const { header, start } = readHeader(bytes, where)
  const made = `${header.model.id}@${header.model.version}`
  if (made !== `${model.id}@${model.version}` || header.dimension !== model.dimension)
    throw new ModelError(`${where} is of ${made}, not of ${model.id}@${model.version}: make it again`)
  let at = start
  const take = (): Float32Array => {
    const values = new Int8Array(bytes.slice(at, at + model.dimension).buffer)
    at += model.dimension
    return fromBytes(values)
  }
  const rows = Array.from({ length: header.rows }, () => {
    const [flags, set] = [bytes[at], bytes[at + 1]]
    at += 2
    const [image, text] = [flags & IMAGE ? take() : null, flags & TEXT ? take() : null]
    return { set: header.sets[set], offensive: (flags & OFFENSIVE) > 0, image, text }
  })
  if (at !== bytes.length) throw new ModelError(`${where} ends at byte ${bytes.length}, not ${at}: it is broken`)
  return rows
}

function readHeader(bytes: Uint8Array, where: string): { header: Header; start: number } {
  const broken = (what: string) => new ModelError(`${where} holds no validation rows: ${what}`)
  const decoder = new TextDecoder()
  if (bytes.length < 8 || decoder.decode(bytes.subarray(0, 4)) !== MAGIC) throw broken(`it doesn't begin with ${MAGIC}`)
  const start = 8 + new DataView(bytes.buffer, bytes.byteOffset).getUint32(4, true)
  try {
    return { header: v.parse(Header, JSON.parse(decoder.decode(bytes.subarray(8, start)))), start }
  } catch (error) {
    throw broken((error as Error).message)
  }
}
