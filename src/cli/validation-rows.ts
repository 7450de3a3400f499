import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Command } from 'commander'
import * as v from 'valibot'
import { writeValidationRows } from '../core/corrections/validation-rows.ts'
import { type ModelManifest, readManifest } from '../core/model/manifest.ts'
import { platform } from '../runtime/node/platform.ts'
import { inSplit, loadRows } from '../training/data/dataset.ts'
import { thinned } from '../training/data/thinned.ts'
import { bundled, bundleFile } from './bundled-file.ts'
import { addEmbeddingOptions, type EmbeddingOptions, openEmbedder } from './embedding.ts'
import { UsageError } from './usage-error.ts'

interface Options extends EmbeddingOptions {
  csv: string[]
  list: string
}

/** Which data sets may be shipped as embeddings, with the licence that allows it, and how many rows of each. */
const List = v.object({ rows: v.pipe(v.number(), v.integer(), v.minValue(1)), sets: v.record(v.string(), v.string()) })

const FILE = 'validation.bin'
const defaultList = fileURLToPath(new URL('../../towers/validation-rows.json', import.meta.url))

export function addValidationRows(program: Command): void {
  const command = program
    .command('validation-rows')
    .description('write the embeddings of validation rows, by which corrections are measured, into the bundled model')
    .requiredOption('--csv <table...>', 'tables with label, sentence and/or image_name, split, dataset')
    .option('--list <file>', 'data sets whose licences allow it', defaultList)
  addEmbeddingOptions(command).action(run)
}

async function run(options: Options): Promise<void> {
  const list = await readManifest((path) => platform.readFile(resolve(path)), options.list, List)
  const rows = inSplit(
    options.csv.flatMap((path) => loadRows(path)),
    'val',
  )
  const wanted = Object.keys(list.sets).flatMap((set) => {
    const own = rows.filter(({ dataset }) => dataset === set)
    if (own.length === 0) throw new UsageError(`no validation row of ${set} in ${options.csv.join(', ')}`)
    return thinned(own, list.rows)
  })
  const embedder = await openEmbedder(options)
  try {
    const embedded = await embedder.embed(wanted, [])
    const { id, version, dimension } = embedder.towers.manifest
    const kept = embedded.map(({ dataset: set, offensive, imageEmbedding: image, textEmbedding: text }) => ({
      set,
      offensive,
      image,
      text,
    }))
    const bytes = new Uint8Array(writeValidationRows(kept, { id, version }, dimension))
    const manifest = JSON.parse(readFileSync(join(bundled, 'model.json'), 'utf8')) as ModelManifest
    await bundleFile(manifest, 'validation', FILE, bytes)
    console.log(`${kept.length} rows of ${Object.keys(list.sets).length} data sets`)
  } finally {
    await embedder.close()
  }
}
