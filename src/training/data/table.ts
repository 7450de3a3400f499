import { readFileSync } from 'node:fs'
import Papa from 'papaparse'
import { UserError } from '../../core/user-error.ts'

/** A table that can't be used; the message names file, line and field. */
export class DatasetError extends UserError {
  constructor(message: string) {
    super('table', message)
  }
}

export interface TableRecord {
  /** Line of the file on which the record begins, from 1. */
  line: number
  /** By column name in lower case; a field that is missing at the end of a line is absent. */
  fields: Record<string, string>
}

export interface Table {
  path: string
  columns: string[]
  records: TableRecord[]
}

function readBytes(path: string): Uint8Array {
  try {
    return readFileSync(path)
  } catch (error) {
    throw new DatasetError(`${path} can't be read: ${(error as Error).message}`)
  }
}

/** UTF-8, or UTF-16 told by its byte order mark. Throws DatasetError for other encodings. */
function decodeText(bytes: Uint8Array, path: string): string {
  const utf16 =
    bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : null
  try {
    return new TextDecoder(utf16 ?? 'utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw new DatasetError(`${path} is neither UTF-8 nor UTF-16 with a byte order mark: save it as UTF-8`)
  }
}

/** Tells the line (from 1) of a place in the text; places must be asked for in their order. */
function createLineCounter(text: string): (place: number) => number {
  let line = 1
  let at = 0
  return (place) => {
    for (; at < place; at++) if (text[at] === '\n' || (text[at] === '\r' && text[at + 1] !== '\n')) line++
    return line
  }
}

/** Column names in lower case. Throws DatasetError where two are the same. */
function columnNames(header: string[], path: string): string[] {
  const columns = header.map((name) => name.trim().toLowerCase())
  const twice = columns.find((name, i) => name !== '' && columns.indexOf(name) !== i)
  if (twice) throw new DatasetError(`${path} has two columns "${twice}"`)
  return columns
}

/** A CSV with a header: any line ends, quotes, delimiter found by itself. Throws DatasetError. */
export function readTable(path: string): Table {
  const text = decodeText(readBytes(path), path)
  const records: TableRecord[] = []
  let columns: string[] | undefined
  const lineAt = createLineCounter(text)
  let next = lineAt(0)
  Papa.parse<string[]>(text, {
    step({ data, errors, meta }) {
      const line = next
      next = lineAt(meta.cursor)
      const broken = errors.find((e) => e.code !== 'UndetectableDelimiter')
      if (broken) throw new DatasetError(`${path}, line ${line}: ${broken.message}`)
      if (data.every((field) => field.trim() === '')) return
      const names = columns
      if (!names) {
        columns = columnNames(data, path)
        return
      }
      if (data.length > names.length)
        throw new DatasetError(`${path}, line ${line}: ${data.length} fields, but the header has ${names.length}`)
      records.push({ line, fields: Object.fromEntries(data.map((field, i) => [names[i], field])) })
    },
  })
  if (!columns) throw new DatasetError(`${path} is empty`)
  return { path, columns, records }
}
