import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Command } from 'commander'
import { parseManifest, sha256 } from '../core/model-manifest.ts'
import { BUNDLED_MODEL } from '../core/pipeline.ts'
import { loadTowers } from '../core/towers.ts'
import { platform } from '../runtime/node/platform.ts'
import { loadRows } from '../training/dataset.ts'
import { embedRows } from '../training/embed-rows.ts'
import { HeadRecipe, selectRows, trainProductHead } from '../training/product-head.ts'
import { progressBar } from './progress.ts'

interface Options {
  csv: string[]
  images?: string
  backgrounds?: string
  recipe: string
  out?: string
  cache: string
}

const modelFolder = fileURLToPath(new URL(`../../public/models/${BUNDLED_MODEL}/`, import.meta.url))
const defaultRecipe = fileURLToPath(new URL('../../towers/head-recipe.json', import.meta.url))

export function addTrain(program: Command): void {
  program
    .command('train')
    .description("train the head over the towers' embeddings; without --out it replaces the bundled model's head")
    .requiredOption('--csv <table...>', 'tables with label, sentence and/or image_name, split, dataset')
    .option('--images <folder>', "where the tables' pictures are")
    .option('--backgrounds <folder>', 'harmless pictures without text, laid behind texts that have no picture')
    .option('--recipe <file>', 'weights of the data sets and settings', defaultRecipe)
    .option('--out <file>', 'where head.json goes')
    .option('--cache <folder>', 'where embeddings are kept', '.cache')
    .action(run)
}

async function run(options: Options): Promise<void> {
  const recipe = parseManifest(HeadRecipe, JSON.parse(readFileSync(options.recipe, 'utf8')), options.recipe)
  const towers = await loadTowers(platform, BUNDLED_MODEL)
  const rows = selectRows(
    options.csv.flatMap((path) => loadRows(path)),
    recipe,
  )
  const embedded = await embedRows(platform, towers, rows, options.images, options.cache, progressBar())
  const backgrounds = await embedBackgrounds(options, towers)
  const head = trainProductHead([...embedded, ...backgrounds.rows], backgrounds.embeddings, recipe, towers.manifest, (epoch, loss) =>
    console.log(`epoch ${epoch}: loss ${loss.toFixed(4)}`),
  )
  console.log(`temperature ${head.temperature.toFixed(3)}, threshold ${head.threshold}`)
  console.table(head.validation)
  await writeHead(options.out, JSON.stringify(head), towers.manifest)
  await towers.close()
}

async function embedBackgrounds(options: Options, towers: Awaited<ReturnType<typeof loadTowers>>) {
  if (!options.backgrounds) return { rows: [], embeddings: [] }
  const names = readdirSync(options.backgrounds).sort()
  const rows = names.map((imageName) => ({ imageName, sentence: '', offensive: false, dataset: 'backgrounds', split: 'train', category: '' }))
  const embedded = await embedRows(platform, towers, rows, options.backgrounds, options.cache, progressBar())
  return { rows: embedded, embeddings: embedded.flatMap((r) => (r.image ? [r.image] : [])) }
}

/** Into the bundled model the head goes together with its hash. */
async function writeHead(out: string | undefined, json: string, manifest: { files: { head: { bytes: number; sha256: string } } }): Promise<void> {
  writeFileSync(out ?? join(modelFolder, 'head.json'), `${json}\n`)
  if (out) return
  const bytes = new Uint8Array(await readFile(join(modelFolder, 'head.json')))
  manifest.files.head = { ...manifest.files.head, bytes: bytes.length, sha256: await sha256(bytes) }
  writeFileSync(join(modelFolder, 'model.json'), `${JSON.stringify(manifest, null, 2)}\n`)
}
