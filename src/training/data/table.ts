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

/** For UTF-8, or UTF-16 told by its byte order mark; it throws for what is none. */
export function decoderOf([first, second]: Uint8Array): TextDecoder {
  const utf16 = first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : null
  return new TextDecoder(utf16 ?? 'utf-8', { fatal: true })
}

/** UTF-8, or UTF-16 told by its byte order mark. Throws DatasetError for other encodings. */
function decodeText(bytes: Uint8Array, path: string): string {
  try {
    return decoderOf(bytes).decode(bytes)
  } catch {
    throw encodingError(path)
  }
}

function encodingError(path: string): DatasetError {
  return new DatasetError(`${path} is neither UTF-8 nor UTF-16 with a byte order mark: save it as UTF-8`)
}

/** Tells the line (from 1) of a place in the text; places must be asked for in their order. */
function createLineCounter(text: string): (place: number) => number {
  let line = 1
  let at = 0
  return (place) => {
    for (; at < place; at++) if (text[at] === '\n') line++
    return line
  }
}

/** What of Papa's complaints a person can mend, in our words. */
const BROKEN: Record<string, string> = {
  MissingQuotes: 'a quote that never closes',
  InvalidQuotes: 'a quote inside a field: put the whole field in quotes, and each quote in it twice',
}

const DELIMITERS = [',', ';', '\t', '|']
/** Excel's own first line. */
const SEPARATOR_LINE = /^sep=(.)[^\S\n]*\n/i
/** A header is shorter, in characters. */
const MOST_HEADER = 65_536

/**
 * What stands between the fields: that of which the header has most, for it alone is no prose. A header without any is
 * one column, whatever its lines hold.
 */
function delimiterOf(text: string): string {
  const start = text.replace(/^(?:[^\S\n]*\n)+/, '').slice(0, MOST_HEADER)
  const counts = DELIMITERS.map((delimiter) => Papa.parse<string[]>(start, { delimiter, preview: 1 }).data[0]?.length)
  const most = Math.max(...counts.map((count) => count ?? 0))
  if (most < 2) return Papa.UNIT_SEP
  const best = DELIMITERS.filter((_, i) => counts[i] === most)
  if (best.length === 1) return best[0]
  return Papa.parse(start, { delimitersToGuess: best, skipEmptyLines: true, preview: 10 }).meta.delimiter
}

/**
 * Column names in lower case; of those without a name, all but the first are called by their place. Throws DatasetError
 * where two are the same.
 */
function columnNames(header: string[], path: string): string[] {
  if (header.some((name) => name.includes('\0'))) throw encodingError(path)
  const named = header.map((name) => name.trim().toLowerCase())
  const columns = named.map((name, i) => (name === '' && named.indexOf('') < i ? `column ${i + 1}` : name))
  const twice = columns.find((name, i) => columns.indexOf(name) !== i)
  if (twice !== undefined) throw new DatasetError(`${path} has two columns "${twice}"`)
  return columns
}

/** Whatever a column is called, it is a field of the table and nothing that every object has. */
function fieldsOf(names: string[], data: string[]): Record<string, string> {
  return Object.assign(Object.create(null), Object.fromEntries(data.map((field, i) => [names[i], field])))
}

/** A CSV with a header: any line ends, quotes, delimiter found by itself. Throws DatasetError. */
export function readTable(path: string): Table {
  // a table may hold all kinds of line ends at once; those in quotes say no more than this one
  const text = decodeText(readBytes(path), path).replace(/\r\n?/g, '\n')
  if (/^\s*[{[]/.test(text)) throw new DatasetError(`${path} is JSON and no table: save it as CSV with a header`)
  const records: TableRecord[] = []
  let columns: string[] | undefined
  const [separatorLine, separator] = SEPARATOR_LINE.exec(text) ?? []
  const delimiter = separator ?? delimiterOf(text)
  const lineAt = createLineCounter(text)
  let next = lineAt(0)
  Papa.parse<string[]>(text, {
    delimiter,
    newline: '\n',
    step({ data, errors, meta }) {
      const line = next
      next = lineAt(meta.cursor)
      if (errors[0]) throw new DatasetError(`${path}, line ${line}: ${BROKEN[errors[0].code] ?? errors[0].message}`)
      if (data.every((field) => field.trim() === '') || (separatorLine && line === 1)) return
      if (!columns) columns = columnNames(data, path)
      else if (data.length <= columns.length) records.push({ line, fields: fieldsOf(columns, data) })
      else throw tooManyFields(`${path}, line ${line}`, data.length, columns.length, delimiter)
    },
  })
  if (!columns) throw new DatasetError(`${path} is empty`)
  return { path, columns, records }
}

function tooManyFields(where: string, fields: number, columns: number, delimiter: string): DatasetError {
  const mend = `put a field that holds ${delimiter === '\t' ? 'a tab' : `"${delimiter}"`} in quotes`
  return new DatasetError(`${where}: ${fields} fields, but the header has ${columns}: ${mend}`)
}
