import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Command } from 'commander'
import type { HeadFile } from '../core/model/head.ts'
import { type ModelManifest, readManifest } from '../core/model/manifest.ts'
import { platform } from '../runtime/node/platform.ts'
import { loadRows } from '../training/data/dataset.ts'
import type { EmbeddedRow } from '../training/data/embed-rows.ts'
import { HeadRecipe, selectRows } from '../training/head/head-recipe.ts'
import { trainProductHead } from '../training/head/product-head.ts'
import type { ValidationFigures } from '../training/head/validation-figures.ts'
import { reliabilityCharts } from '../training/measure/charts.ts'
import { bundled, bundleFile } from './bundled-file.ts'
import { addEmbeddingOptions, type Embedder, type EmbeddingOptions, openEmbedder } from './embedding.ts'
import { cardOf, levelsText } from './model-card.ts'
import { UsageError } from './usage-error.ts'

interface Options extends EmbeddingOptions {
  csv: string[]
  backgrounds?: string
  recipe: string
  out?: string
  reliability?: string
}

/** Validation sets smaller than this say too little about calibration to be drawn. */
const DRAWN_FROM = 500

const defaultRecipe = fileURLToPath(new URL('../../towers/head-recipe.json', import.meta.url))

export function addProductHead(program: Command): void {
  const command = program
    .command('product-head')
    .description("train the extension's head on many weighted data sets; without --out it replaces the bundled one")
    .requiredOption('--csv <table...>', 'tables with label, sentence and/or image_name, split, dataset')
    .option('--backgrounds <folder>', 'harmless pictures without text, laid behind texts that have no picture')
    .option('--recipe <file>', 'weights of the data sets and settings', defaultRecipe)
    .option('--out <file>', 'where head.json goes')
    .option('--reliability <file>', 'gets the reliability diagrams of the larger validation sets as SVG')
  addEmbeddingOptions(command).action(run)
}

async function run(options: Options): Promise<void> {
  const recipe = await readManifest((path) => platform.readFile(resolve(path)), options.recipe, HeadRecipe)
  const embedder = await openEmbedder(options)
  try {
    const rows = options.csv.flatMap((path) => loadRows(path)).map((r) => ({ ...r, split: r.split || 'train' }))
    const embedded = await embedder.embed(selectRows(rows, recipe), [])
    const backgrounds = await embedBackgrounds(embedder, options.backgrounds)
    const embeddings = backgrounds.flatMap((r) => (r.imageEmbedding ? [r.imageEmbedding] : []))
    const { manifest } = embedder.towers
    const head = trainProductHead([...embedded, ...backgrounds], embeddings, recipe, manifest, (epoch, loss) =>
      console.log(`epoch ${epoch}: loss ${loss.toFixed(4)}`),
    )
    console.log(`temperature ${head.temperature.toFixed(3)}, threshold ${head.threshold}`)
    const sets = Object.entries(head.validation as Record<string, ValidationFigures>)
    console.table(Object.fromEntries(sets.map(([name, { reliability: _, ...figures }]) => [name, figures])))
    console.log(levelsText(head))
    await writeHead(options.out, head, manifest)
    if (options.reliability) await drawReliability(options.reliability, sets)
  } finally {
    await embedder.close()
  }
}

async function drawReliability(path: string, sets: [string, ValidationFigures][]): Promise<void> {
  const drawn = sets.filter(([, { n }]) => n >= DRAWN_FROM)
  if (drawn.length === 0) throw new UsageError(`${path} was not drawn: no validation set has ${DRAWN_FROM} rows`)
  const charts = drawn.map(([name, { n, expectedCalibrationError, reliability }]) => ({
    title: `${name} (n ${n}, error ${expectedCalibrationError.toFixed(3)})`,
    bins: reliability,
  }))
  writeFileSync(path, await reliabilityCharts(charts))
}

async function embedBackgrounds(embedder: Embedder, folder: string | undefined): Promise<EmbeddedRow[]> {
  if (folder === undefined) return []
  const rows = readdirSync(folder)
    .sort()
    .map((imageName) => ({
      imageName,
      sentence: '',
      offensive: false,
      dataset: 'backgrounds',
      split: 'train',
      group: '',
      where: folder,
    }))
  return embedder.embed(rows, [], folder)
}

/** Into the bundled model the head goes together with its hash, and what its levels do into the card. */
async function writeHead(out: string | undefined, made: HeadFile, manifest: ModelManifest): Promise<void> {
  const bytes = new TextEncoder().encode(`${JSON.stringify(made)}\n`)
  if (out) return writeFileSync(out, bytes)
  await bundleFile(manifest, 'head', 'head.json', bytes)
  const card = join(bundled, 'MODEL_CARD.md')
  writeFileSync(card, cardOf(readFileSync(card, 'utf8'), made))
}
