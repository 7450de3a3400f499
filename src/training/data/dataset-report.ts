import { basename } from 'node:path'
import PQueue from 'p-queue'
import { imageHash } from '../../core/picture/image-hash.ts'
import type { Platform } from '../../core/platform.ts'
import { UserError } from '../../core/user-error.ts'
import { tidyText } from '../../core/words/clean-text.ts'
import { labelOf, openTable, splitOf, type TableForm } from './dataset.ts'
import { type Duplicates, findDuplicates, type Placed } from './duplicates.ts'
import { createPictureFolder, readPictureFile } from './picture-folder.ts'
import type { Progress } from './progress.ts'
import type { Table, TableRecord } from './table.ts'

/** Rows of a split that have a label. */
export interface LabelCount {
  split: string
  label: string
  n: number
}

/** Lengths of texts, the mean to one decimal place. */
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
  labels: LabelCount[]
  texts: Duplicates & { words: Lengths; characters: Lengths }
  /** Absent where no folder of pictures was given. */
  images?: Duplicates & { missing: string[]; unreadable: string[] }
}

interface Entry extends Placed {
  text: string
  image: string
}

const AT_ONCE = 8

/**
 * Describes tables as one data set; `split` is what a table counts as, whatever its own column says. Throws
 * DatasetError.
 */
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
      ...findDuplicates(texts.map((entry) => ({ entry, key: entry.text.toLowerCase() }))),
      words: lengths(texts.map((e) => e.text.split(' ').length)),
      characters: lengths(texts.map((e) => [...e.text].length)),
    },
    images: images === undefined ? undefined : await describeImages(platform, entries, images, progress),
  }
}

/** How many rows of a split have a label, by a report's counts. */
export function labelCount(labels: LabelCount[], split: string, label: string): number {
  return labels.find((l) => l.split === split && l.label === label)?.n ?? 0
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

function countLabels(entries: Entry[]): LabelCount[] {
  const labels = ['offensive', 'non-offensive', 'missing'].filter((label) => entries.some((e) => e.label === label))
  return [...new Set(entries.map((e) => e.split))].flatMap((split) =>
    labels.map((label) => ({ split, label, n: entries.filter((e) => e.split === split && e.label === label).length })),
  )
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
  const pictures = createPictureFolder(folder)
  const missing: string[] = []
  const unreadable: string[] = []
  const keyed: { entry: Entry; key: string }[] = []
  const describe = async (entry: Entry) => {
    try {
      const bytes = await readPictureFile(await pictures.find(entry.image))
      keyed.push({ entry, key: await imageHash(await platform.decode(bytes)) })
    } catch (error) {
      const problem = `${entry.where}: ${entry.image}: ${(error as Error).message}`
      if (error instanceof UserError && error.kind === 'missing-picture') missing.push(problem)
      else unreadable.push(problem)
    }
  }
  progress.start('pictures', named.length)
  const queue = new PQueue({ concurrency: AT_ONCE })
  await queue.addAll(named.map((entry) => () => describe(entry).finally(() => progress.tick())))
  progress.stop()
  return { missing, unreadable, ...findDuplicates(keyed) }
}
