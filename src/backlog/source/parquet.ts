import {
  asyncBufferFromFile,
  type ParquetRow,
  parquetMetadataAsync,
  parquetReadObjects,
  parquetSchema,
} from 'hyparquet'
import { compressors } from 'hyparquet-compressors'
import { type InputColumns, refuseWithoutInput } from '../../training/data/dataset.ts'
import { DatasetError } from '../../training/data/table.ts'
import type { Item } from './item.ts'
import { createRows } from './rows.ts'

/** The rows of a Parquet file, of which two columns of one row group are held at a time. Throws UserError. */
export async function* itemsOfParquet(
  path: string,
  images: string | undefined,
  input: InputColumns,
): AsyncGenerator<Item> {
  const { columns, groups } = await openParquet(path)
  const called = (name: string) => columns.find((column) => column.trim().toLowerCase() === name)
  refuseWithoutInput({ path, columns: columns.map((column) => column.trim().toLowerCase()), records: [] }, input)
  const [image, text] = [called(input.image), called(input.text)]
  const rows = createRows(path, 'row', images)
  let row = 0
  for await (const group of groups([image, text].filter((column) => column !== undefined))) {
    for (const fields of group) {
      row++
      const cell = (column: string | undefined) => column && textOf(fields[column], `${path}, row ${row}, ${column}`)
      yield rows.item(row, cell(image), cell(text))
    }
  }
}

interface Parquet {
  columns: string[]
  /** The rows, a row group at a time. */
  groups(columns: string[]): AsyncGenerator<ParquetRow[]>
}

async function openParquet(path: string): Promise<Parquet> {
  try {
    const file = await asyncBufferFromFile(path)
    const metadata = await parquetMetadataAsync(file)
    return {
      columns: parquetSchema(metadata).children.map(({ element }) => element.name),
      async *groups(columns) {
        let rowStart = 0
        for (const { num_rows } of metadata.row_groups) {
          const rowEnd = rowStart + Number(num_rows)
          const options = { file, metadata, columns, rowStart, rowEnd, compressors }
          yield await parquetReadObjects(options).catch((error) => {
            throw unreadable(path, error)
          })
          rowStart = rowEnd
        }
      },
    }
  } catch (error) {
    throw unreadable(path, error as Error)
  }
}

function unreadable(path: string, { message }: Error): DatasetError {
  return new DatasetError(`${path} can't be read as Parquet: ${message}`)
}

function textOf(value: unknown, where: string): string | undefined {
  if (value === null || value === undefined) return undefined
  if (['string', 'number', 'bigint'].includes(typeof value)) return String(value)
  throw new DatasetError(`${where}: no text and no number; name a column of texts by --image-column or --text-column`)
}
