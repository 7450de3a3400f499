import type { Command } from 'commander'
import { DEFAULT_FORM, type InputColumns, type TableForm } from '../training/data/dataset.ts'
import { UsageError } from './usage-error.ts'

export interface InputOptions {
  imageColumn: string
  textColumn: string
}

export interface TableOptions extends InputOptions {
  labelColumn: string
  splitColumn: string
  labels?: string[]
}

/** How a table names its columns of what there is to judge. */
export function addInputOptions(command: Command): Command {
  return command
    .option('--image-column <name>', 'column of the picture file', DEFAULT_FORM.image)
    .option('--text-column <name>', 'column of the text', DEFAULT_FORM.text)
}

/** How the tables name their columns and labels. */
export function addTableOptions(command: Command): Command {
  return addInputOptions(command)
    .option('--label-column <name>', 'column of the label', DEFAULT_FORM.label)
    .option('--split-column <name>', 'column of train, val or test', DEFAULT_FORM.split)
    .option('--labels <meaning...>', 'what other labels mean, such as hateful=offensive fine=non-offensive')
}

const column = (name: string) => name.trim().toLowerCase()

export function inputColumns({ imageColumn, textColumn }: InputOptions): InputColumns {
  return { image: column(imageColumn), text: column(textColumn) }
}

/** Throws UsageError for a meaning that is neither offensive nor non-offensive. */
export function tableForm(options: TableOptions): TableForm {
  const labels = new Map(DEFAULT_FORM.labels)
  for (const pair of options.labels ?? []) {
    const [, label, meaning] = /^(.+)=(offensive|non-offensive)$/.exec(pair) ?? []
    if (!label) throw new UsageError(`--labels ${pair}: write LABEL=offensive or LABEL=non-offensive`)
    labels.set(label.trim().toLowerCase(), meaning === 'offensive')
  }
  return {
    ...inputColumns(options),
    label: column(options.labelColumn),
    split: column(options.splitColumn),
    labels,
  }
}
