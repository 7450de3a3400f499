import { access, readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import PQueue from 'p-queue'
import { imageHash } from '../../core/picture/image-hash.ts'
import type { Platform } from '../../core/platform.ts'
import { tidyText } from '../../core/words/clean-text.ts'
import { labelOf, openTable, splitOf, type TableForm } from './dataset.ts'
import type { Progress } from './embed-rows.ts'
import { groupBy } from './group-by.ts'
import type { Table, TableRecord } from './table.ts'

/** Rows that share a picture or a text. */
export interface Duplicates {
  /** Groups of two or more rows, and how many rows they have. */
  groups: number
  rows: number
  /** Groups with two or more rows in one split. */
  withinSplit: number
  /** Groups whose rows are in several splits: what is tested was trained on. */
  leaking: number
  /** Groups whose rows have different labels. */
  contradicting: number
  /** A few of the leaking or contradicting groups, row by row. */
  examples: string[][]
}

interface Lengths {
  least: number
  median: number
  mean: number
  most: number
}

export interface DatasetReport {
  rows: number
  /** Empty or absent fields by column, table by table. */
  missingValues: { table: string; rows: number; columns: Record<string, number> }[]
  /** Rows by split and label; rows without a label are "missing". */
  labels: { split: string; label: string; n: number }[]
  texts: Duplicates & { words: Lengths; characters: Lengths }
  /** Absent where no folder of pictures was given. */
  images?: Duplicates & { missing: string[]; unreadable: string[] }
}

interface Entry {
  where: string
  split: string
  label: string
  text: string
  image: string
}

const EXAMPLES = 3
const AT_ONCE = 8

/** Describes tables as one data set; `split` is what a table counts as, whatever its own column says. Throws DatasetError. */
export async function describeTables(
  platform: Platform,
  tables: { path: string; split?: string }[],
  form: TableForm,
  images: string | undefined,
  progress: Progress,
): Promise<DatasetReport> {
  const opened = tables.map(({ path, split }) => ({ table: openTable(path, form), split }))
  // without a split column, each of several tables is a split of its own
  const unsplit = (table: Table) => (tables.length > 1 ? basename(table.path) : 'all')
  const entries = opened.flatMap(({ table, split }) =>
    table.records.map((record) => toEntry(table, record, form, unsplit(table), split)),
  )
  const texts = entries.filter((e) => e.text !== '')
  return {
    rows: entries.length,
    missingValues: opened.map(({ table }) => ({
      table: table.path,
      rows: table.records.length,
      columns: missingValues(table),
    })),
    labels: countLabels(entries),
    texts: {
      ...duplicates(texts.map((entry) => ({ entry, key: entry.text.toLowerCase() }))),
      words: lengths(texts.map((e) => e.text.split(' ').length)),
      characters: lengths(texts.map((e) => [...e.text].length)),
    },
    images: images === undefined ? undefined : await describeImages(platform, entries, images, progress),
  }
}

function toEntry(table: Table, record: TableRecord, form: TableForm, unsplit: string, split?: string): Entry {
  const label = labelOf(table, record, form)
  return {
    where: `${table.path}, line ${record.line}`,
    split: splitOf(record, form, split) || unsplit,
    label: label === null ? 'missing' : label ? 'offensive' : 'non-offensive',
    text: tidyText(record.fields[form.text] ?? ''),
    image: record.fields[form.image]?.trim() ?? '',
  }
}

function missingValues({ columns, records }: Table): Record<string, number> {
  return Object.fromEntries(
    columns.map((column) => [column, records.filter(({ fields }) => (fields[column] ?? '').trim() === '').length]),
  )
}

function countLabels(entries: Entry[]): DatasetReport['labels'] {
  const labels = ['offensive', 'non-offensive', 'missing'].filter((label) => entries.some((e) => e.label === label))
  return [...new Set(entries.map((e) => e.split))].flatMap((split) =>
    labels.map((label) => ({ split, label, n: entries.filter((e) => e.split === split && e.label === label).length })),
  )
}

function duplicates(keyed: { entry: Entry; key: string }[]): Duplicates {
  const groups = [...groupBy(keyed, ({ key }) => key).values()]
    .map((group) => group.map(({ entry }) => entry))
    .filter((group) => group.length > 1)
  const several = (group: Entry[], field: 'split' | 'label') => new Set(group.map((e) => e[field])).size > 1
  const leaking = groups.filter((group) => several(group, 'split'))
  const contradicting = groups.filter((group) => several(group, 'label'))
  return {
    groups: groups.length,
    rows: groups.reduce((sum, group) => sum + group.length, 0),
    withinSplit: groups.filter((group) => new Set(group.map((e) => e.split)).size < group.length).length,
    leaking: leaking.length,
    contradicting: contradicting.length,
    examples: [...new Set([...contradicting, ...leaking])]
      .slice(0, EXAMPLES)
      .map((group) => group.map((e) => `${e.where} (${e.split}, ${e.label})`)),
  }
}

function lengths(values: number[]): Lengths {
  const sorted = values.toSorted((a, b) => a - b)
  const mean = sorted.reduce((a, b) => a + b, 0) / Math.max(1, sorted.length)
  return {
    least: sorted[0] ?? 0,
    median: sorted[sorted.length >> 1] ?? 0,
    mean: Number(mean.toFixed(1)),
    most: sorted.at(-1) ?? 0,
  }
}

async function describeImages(
  platform: Platform,
  entries: Entry[],
  folder: string,
  progress: Progress,
): Promise<NonNullable<DatasetReport['images']>> {
  const named = entries.filter((e) => e.image !== '')
  const missing: string[] = []
  const unreadable: string[] = []
  const keyed: { entry: Entry; key: string }[] = []
  progress.start('pictures', named.length)
  await new PQueue({ concurrency: AT_ONCE }).addAll(
    named.map((entry) => async () => {
      const path = join(folder, entry.image)
      try {
        await access(path)
      } catch {
        missing.push(`${entry.where}: ${entry.image}`)
        return progress.tick()
      }
      try {
        keyed.push({ entry, key: await imageHash(await platform.decode(new Uint8Array(await readFile(path)))) })
      } catch (error) {
        unreadable.push(`${entry.where}: ${entry.image}: ${(error as Error).message}`)
      }
      progress.tick()
    }),
  )
  progress.stop()
  return { missing, unreadable, ...duplicates(keyed) }
}
