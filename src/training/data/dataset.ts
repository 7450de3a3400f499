import { basename, dirname, resolve } from 'node:path'
import { groupBy } from './group-by.ts'
import { DatasetError, readTable, type Table, type TableRecord } from './table.ts'

/** One labelled example: a picture, a sentence, or both. */
export interface Row {
  imageName: string
  sentence: string | null
  offensive: boolean
  dataset: string
  /** train, val or test as `splitName` spells them; empty where the table doesn't say. */
  split: string
  /** Who it is about, where the table tells: its column `target`, else `category`. */
  group: string
  /** File and line it is from. */
  where: string
}

/** How a table names its columns, and what its labels mean: true is offensive. */
export interface TableForm extends InputColumns {
  label: string
  split: string
  labels: Map<string, boolean>
}

/** The columns of what there is to judge. */
export interface InputColumns {
  image: string
  text: string
}

/** MultiOFF's names; its CSV files spell one label "Non-offensiv". Another label is an error rather than a guess. */
export const DEFAULT_FORM: TableForm = {
  image: 'image_name',
  text: 'sentence',
  label: 'label',
  split: 'split',
  labels: new Map([
    ['offensive', true],
    ['non-offensive', false],
    ['non-offensiv', false],
  ]),
}

/** Throws DatasetError for a table with nothing to judge. */
export function refuseWithoutInput({ path, columns }: Table, { image, text }: InputColumns): void {
  if (columns.includes(text) || columns.includes(image)) return
  const there = columns.map((name) => `"${name}"`).join(', ')
  throw new DatasetError(
    `${path} has neither a column "${image}" nor "${text}", only ${there}: say by --image-column and --text-column ` +
      'what they are called',
  )
}

/** A table whose columns are known to be there. Throws DatasetError. */
export function openTable(path: string, form: TableForm): Table {
  const table = readTable(path)
  if (!table.columns.includes(form.label))
    throw new DatasetError(`${path} has no column "${form.label}", only ${table.columns.join(', ')}`)
  refuseWithoutInput(table, form)
  return table
}

/** What a record's label means; null where it is empty. Throws DatasetError for an unknown one. */
export function labelOf(table: Table, { fields, line }: TableRecord, form: TableForm): boolean | null {
  const label = fields[form.label]?.trim() ?? ''
  if (label === '') return null
  const known = form.labels.get(label.toLowerCase())
  if (known === undefined) {
    throw new DatasetError(
      `${table.path}, line ${line}: unknown label "${label}" (known: ${[...form.labels.keys()].join(', ')})`,
    )
  }
  return known
}

/** What data sets call their splits. */
const SPLITS = new Map([
  ['training', 'train'],
  ['validation', 'val'],
  ['valid', 'val'],
  ['dev', 'val'],
  ['testing', 'test'],
])

/** One name for a split, however it is spelled. */
export function splitName(spelled: string): string {
  const name = spelled.trim().toLowerCase()
  return SPLITS.get(name) ?? name
}

/** The record's split; `given` wins over the column, and a table without either has none. */
export function splitOf(record: TableRecord, form: TableForm, given?: string): string {
  return splitName(given ?? record.fields[form.split] ?? '')
}

/** What a table without a column `dataset` is called: its folder. */
function datasetName(path: string): string {
  return basename(dirname(resolve(path)))
}

/** The labelled rows of a table. Throws DatasetError, with file and line, when a label is missing or unknown. */
export function loadRows(path: string, split?: string, form = DEFAULT_FORM): Row[] {
  const table = openTable(path, form)
  return table.records.map((record) => {
    const where = `${path}, line ${record.line}`
    const offensive = labelOf(table, record, form)
    if (offensive === null) throw new DatasetError(`${where}: the label is empty`)
    const sentence = record.fields[form.text]
    return {
      imageName: record.fields[form.image]?.trim() ?? '',
      // an empty sentence beside a picture says nothing of its text: the picture is read
      sentence: sentence === undefined || (sentence.trim() === '' && record.fields[form.image]) ? null : sentence,
      offensive,
      dataset: record.fields.dataset || datasetName(path),
      split: splitOf(record, form, split),
      group: record.fields.target || record.fields.category || '',
      where,
    }
  })
}

/** The rows of any of these splits, in their order. */
export function inSplit<R extends Pick<Row, 'split'>>(rows: R[], ...splits: string[]): R[] {
  return rows.filter((row) => splits.includes(row.split))
}

/** How many rows each data set has, in the order in which the data sets first come. */
export function countByDataset(rows: Pick<Row, 'dataset'>[]): Record<string, number> {
  return Object.fromEntries([...groupBy(rows, ({ dataset }) => dataset)].map(([name, { length }]) => [name, length]))
}
