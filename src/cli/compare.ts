import type { Command } from 'commander'
import { type HeadFile, refuseOtherFit } from '../core/model/head.ts'
import { type Comparison, compare } from '../training/measure/compare.ts'
import { addEmbeddingOptions, type Embedder, type EmbeddingOptions, openEmbedder } from './embedding.ts'
import { openHead } from './head.ts'
import { figure, markdownTable } from './markdown.ts'
import { addMeasuredRowsOptions, judgeRows, type MeasuredRowsOptions, rowsToMeasure } from './measured-rows.ts'
import { addTableOptions } from './table-options.ts'

interface Options extends MeasuredRowsOptions, EmbeddingOptions {
  json?: boolean
}

/** Stands for the model's own head on the command line. */
const OWN = 'bundled'

export function addCompare(program: Command): void {
  const command = program
    .command('compare')
    .description('tell whether head B is better than head A on the same rows: paired bootstrap and McNemar')
    .argument('<A>', `a head.json, or "${OWN}"`)
    .argument('<B>', `a head.json, or "${OWN}"`)
  addMeasuredRowsOptions(command).option('--json', 'the comparison as JSON')
  addTableOptions(command)
  addEmbeddingOptions(command).action(run)
}

async function run(a: string, b: string, options: Options): Promise<void> {
  const rows = rowsToMeasure(options)
  const embedder = await openEmbedder(options)
  try {
    const judge = async (path: string) => {
      const head = await openSide(path, options.model, embedder)
      return judgeRows(embedder, head, rows, options)
    }
    const left = await judge(a)
    const right = await judge(b)
    const labels = left.rows.map((r) => r.offensive)
    const comparison = compare(left, right, labels)
    console.log(
      options.json
        ? JSON.stringify({ n: labels.length, ...comparison }, null, 2)
        : `n = ${labels.length}; B is ${b}, A is ${a}\n\n${comparisonText(comparison)}`,
    )
  } finally {
    await embedder.close()
  }
}

async function openSide(path: string, model: string | undefined, { towers }: Embedder): Promise<HeadFile> {
  const { head, name } = await openHead({ head: path === OWN ? undefined : path, model }, towers.manifest)
  refuseOtherFit(head, towers.manifest, name)
  return head
}

function comparisonText({ auroc, macroF1, mcnemar: { onlyA, onlyB, p } }: Comparison): string {
  const table = markdownTable(
    ['measure', 'B − A (95 % interval)'],
    [
      ['AUROC', figure(auroc)],
      ['macro-F1', figure(macroF1)],
    ],
  )
  return `${table}\n\nright by A alone ${onlyA}, by B alone ${onlyB}: McNemar's exact p = ${p.toPrecision(3)}`
}
