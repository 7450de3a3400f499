import { createReadStream, statSync } from 'node:fs'
import { extname } from 'node:path'
import { UserError } from '../../core/user-error.ts'
import type { InputColumns } from '../../training/data/dataset.ts'
import { itemsOfBucket } from './bucket.ts'
import { itemsOfFolder } from './folder.ts'
import { type Item, SOURCES } from './item.ts'
import { itemsOfList } from './list.ts'
import { itemsOfParquet } from './parquet.ts'
import { itemsOfTable } from './table.ts'

export interface SourceOptions {
  /** Folder of the pictures that a table or a list names; paths of a list are else from the working folder on. */
  images?: string
  /** Columns of a table, in lower case. */
  input: InputColumns
}

/**
 * Streams the items of a SOURCE; a million names are never held at once, but for those of one folder, of one row group
 * of Parquet, and of a CSV. Throws UserError: 'usage' for what can't be asked, 'table' for what a file says wrongly.
 */
export async function* itemsOf(source: string, options: SourceOptions): AsyncGenerator<Item> {
  let found = 0
  for await (const item of opened(source, options)) {
    found++
    yield item
  }
  if (found === 0) throw new UserError('usage', `there is no picture in ${source === '-' ? 'standard input' : source}`)
}

function opened(source: string, { images, input }: SourceOptions): AsyncIterable<Item> {
  const folder = images ?? process.cwd()
  if (source === '-') return itemsOfList(process.stdin, 'standard input', folder)
  if (/^s3:/i.test(source)) return itemsOfBucket(source)
  const found = statSync(source, { throwIfNoEntry: false })
  if (found?.isDirectory()) return itemsOfFolder(source)
  const type = extname(source).toLowerCase()
  if (found && ['.csv', '.tsv'].includes(type)) return itemsOfTable(source, images, input)
  if (found && type === '.parquet') return itemsOfParquet(source, images, input)
  if (found && type === '.txt') return itemsOfList(createReadStream(source), source, folder)
  const what = found ? 'is nothing that lists pictures' : "isn't there"
  throw new UserError('usage', `${source} ${what}: give ${SOURCES}`)
}
