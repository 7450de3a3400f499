import { inSplit, loadRows, type Row } from '../training/data/dataset.ts'
import { type TableOptions, tableForm } from './table-options.ts'
import { UsageError } from './usage-error.ts'

/** Either a table a split, or tables with a split column. */
export interface SplitOptions extends TableOptions {
  train?: string
  validation?: string
  test?: string
  csv?: string[]
}

/** The tables' rows, each of the split train, val or test. Throws UsageError, or DatasetError with file and line. */
export function loadSplits(options: SplitOptions): Row[] {
  const form = tableForm(options)
  const { train, validation, test, csv } = options
  if (csv ? train || validation || test : !(train && validation)) {
    throw new UsageError('give --train and --validation (and --test), or --csv with a split column')
  }
  const rows = csv
    ? csv.flatMap((path) => loadRows(path, undefined, form))
    : Object.entries({ train, val: validation, test }).flatMap(([split, path]) =>
        path ? loadRows(path, split, form) : [],
      )
  const unknown = rows.find((r) => !['train', 'val', 'test'].includes(r.split))
  if (unknown) throw new UsageError(`${unknown.where}: split "${unknown.split}" is none of train, val, test`)
  return rows
}

/** Throws UsageError where the training or the validation rows lack a class: nothing can be learned or chosen. */
export function checkBothLabels(rows: Pick<Row, 'split' | 'offensive'>[]): void {
  const sets = { train: inSplit(rows, 'train'), validation: inSplit(rows, 'val') }
  for (const [name, rows] of Object.entries(sets)) {
    const offensive = rows.filter((r) => r.offensive).length
    if (offensive === 0 || offensive === rows.length)
      throw new UsageError(`the ${name} rows have one label alone: ${offensive} of ${rows.length} are offensive`)
  }
}
