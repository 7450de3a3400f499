import type { Command } from 'commander'
import { compare } from '../training/measure/compare.ts'
import { addEmbeddingOptions, type EmbeddingOptions, openEmbedder } from './embedding.ts'
import { judgeRows, rowsToMeasure } from './evaluate.ts'
import { openHead } from './head.ts'
import { figure, markdownTable } from './markdown.ts'
import { addTableOptions, type TableOptions } from './table-options.ts'

interface Options extends TableOptions, EmbeddingOptions {
  csv: string[]
  split?: string
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
    .requiredOption('--csv <table...>', 'labelled tables')
    .option('--split <name>', 'which rows (default: test where the table has splits, else all)')
    .option('--json', 'the comparison as JSON')
  addTableOptions(command)
  addEmbeddingOptions(command).action(run)
}

async function run(a: string, b: string, options: Options): Promise<void> {
  const rows = rowsToMeasure(options)
  const embedder = await openEmbedder(options)
  try {
    const sides = []
    for (const path of [a, b]) {
      const { head } = await openHead(
        { head: path === OWN ? undefined : path, model: options.model },
        embedder.towers.manifest,
      )
      sides.push({ ...(await judgeRows(embedder, head, rows)), threshold: head.threshold })
    }
    const labels = sides[0].rows.map((r) => r.offensive)
    const { mcnemar, ...differences } = compare(sides[0], sides[1], labels)
    if (options.json) return console.log(JSON.stringify({ n: labels.length, ...differences, mcnemar }, null, 2))
    console.log(`n = ${labels.length}; B is ${b}, A is ${a}\n`)
    console.log(
      markdownTable(
        ['measure', 'B − A (95 % interval)'],
        [
          ['AUROC', figure(differences.auroc)],
          ['macro-F1', figure(differences.macroF1)],
        ],
      ),
    )
    console.log(
      `\nright by A alone ${mcnemar.onlyA}, by B alone ${mcnemar.onlyB}: McNemar's exact p = ${mcnemar.p.toPrecision(3)}`,
    )
  } finally {
    await embedder.close()
  }
}
