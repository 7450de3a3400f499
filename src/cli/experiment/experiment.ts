import { join, relative } from 'node:path'
import type { Command } from 'commander'
import { makeFolder, writeWhole } from '../../training/data/output-file.ts'
import { openEmbedder } from '../embedding.ts'
import { openHead } from '../head.ts'
import { experimentPage } from './page.ts'
import { studySources } from './sources.ts'
import { conductStudy, type Study } from './study.ts'

interface Options {
  data: string
  out: string
  cache: string
}

export function addExperiment(program: Command): void {
  program
    .command('experiment')
    .description("repeat the report's study on memes/ and multioff/ and write it down, figures included")
    .requiredOption(
      '--data <folder>',
      'has memes/data.csv with memes/images, ' +
        'and multioff/{Training,Validation,Testing}_meme_dataset.csv (and multioff/images)',
    )
    .option('--out <folder>', 'gets EXPERIMENT.md and experiment/*.svg', 'docs')
    .option('--cache <folder>', 'where embeddings, readings and cross-validations are kept', '.cache')
    .action(run)
}

async function run({ data, out, cache }: Options): Promise<void> {
  const sources = studySources(data)
  const charts = join(out, 'experiment')
  for (const folder of [out, charts]) makeFolder(folder)
  const embedder = await openEmbedder({ cache, missingImage: 'text-only' })
  try {
    const { head } = await openHead({}, embedder.towers.manifest)
    const studies: Study[] = []
    for (const source of sources) {
      console.log(`${source.title}…`)
      studies.push(await conductStudy(source, { embedder, bundled: head, charts, cache }))
    }
    const page = join(out, 'EXPERIMENT.md')
    writeWhole(page, experimentPage(studies, relative(out, charts)))
    console.log(`${page} and ${charts} are written`)
  } finally {
    await embedder.close()
  }
}
