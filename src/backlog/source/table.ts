import { type InputColumns, refuseWithoutInput } from '../../training/data/dataset.ts'
import { readTable } from '../../training/data/table.ts'
import type { Item } from './item.ts'
import { createRows } from './rows.ts'

/** The rows of a CSV, all of which is held. Throws UserError ('table', 'usage'). */
export async function* itemsOfTable(
  path: string,
  images: string | undefined,
  input: InputColumns,
): AsyncGenerator<Item> {
  const table = readTable(path)
  refuseWithoutInput(table, input)
  const rows = createRows(path, 'line', images)
  for (const { line, fields } of table.records) yield rows.item(line, fields[input.image], fields[input.text])
}
