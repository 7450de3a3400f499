import type { Command } from 'commander'
import { DEFAULT_FORM, type TableForm } from '../training/data/dataset.ts'
import { UsageError } from './usage-error.ts'

export interface TableOptions {
  imageColumn: string
  textColumn: string
  labelColumn: string
  splitColumn: string
  labels?: string[]
}

/** How the tables name their columns and labels. */
export function addTableOptions(command: Command): Command {
  return command
    .option('--image-column <name>', 'column of the picture file', DEFAULT_FORM.image)
    .option('--text-column <name>', 'column of the text', DEFAULT_FORM.text)
    .option('--label-column <name>', 'column of the label', DEFAULT_FORM.label)
    .option('--split-column <name>', 'column of train, val or test', DEFAULT_FORM.split)
    .option('--labels <meaning...>', 'what other labels mean, such as hateful=offensive fine=non-offensive')
}

/** Throws UsageError for a meaning that is neither offensive nor non-offensive. */
export function tableForm(options: TableOptions): TableForm {
  const labels = { ...DEFAULT_FORM.labels }
  for (const pair of options.labels ?? []) {
    const [, label, meaning] = /^(.+)=(offensive|non-offensive)$/.exec(pair) ?? []
    if (!label) throw new UsageError(`--labels ${pair}: write LABEL=offensive or LABEL=non-offensive`)
    labels[label.trim().toLowerCase()] = meaning === 'offensive'
  }
  const column = (name: string) => name.trim().toLowerCase()
  return {
    image: column(options.imageColumn),
    text: column(options.textColumn),
    label: column(options.labelColumn),
    split: column(options.splitColumn),
    labels,
  }
}
