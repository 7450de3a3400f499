import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import type { Command } from 'commander'
import type { HeadFile } from '../core/model/head.ts'
import { platform } from '../runtime/node/platform.ts'
import { DEFAULT_FORM, loadRows, type Row } from '../training/data/dataset.ts'
import { describeTables } from '../training/data/dataset-report.ts'
import { DiskCache } from '../training/data/embedding-cache.ts'
import { TEXT_STEPS } from '../training/data/text-steps.ts'
import { crossValidate, foldRows, type MeasureOn, type Spread, spread } from '../training/head/cross-validation.ts'
import { trainRun } from '../training/head/run.ts'
import { CALIBRATED_RUN, REPORT_RUNS, runTitle, wideRuns } from '../training/head/run-config.ts'
import { byValidationLoss, crossValidatedSweep, sweep } from '../training/head/sweep.ts'
import { evaluationCharts, labelChart, lossChart } from '../training/measure/charts.ts'
import { evaluateHead, probabilitiesOf } from '../training/measure/evaluation.ts'
import { type Embedder, openEmbedder } from './embedding.ts'
import { experimentPage, type HeadOnTest, type StepEffect, type Study } from './experiment-page.ts'
import { openHead } from './head.ts'
import { progressBar } from './progress.ts'
import { UsageError } from './usage-error.ts'

interface Options {
  data: string
  out: string
  cache: string
}

interface Source {
  name: string
  title: string
  tables: { path: string; split?: string }[]
  images?: string
}

/** Both data sets' training rows were among the bundled towers', which would flatter them. */
const MEASURE_ON: MeasureOn = 'validation'

export function addExperiment(program: Command): void {
  program
    .command('experiment')
    .description("repeat the report's study on memes/ and multioff/ and write it down, figures included")
    .requiredOption(
      '--data <folder>',
      'has memes/data.csv with memes/images, and multioff/{Training,Validation,Testing}_meme_dataset.csv (and multioff/images)',
    )
    .option('--out <folder>', 'gets EXPERIMENT.md and experiment/*.svg', 'docs')
    .option('--cache <folder>', 'where embeddings, readings and cross-validations are kept', '.cache')
    .action(run)
}

function sources(data: string): Source[] {
  const multioff = (name: string) => join(data, 'multioff', `${name}_meme_dataset.csv`)
  const images = join(data, 'multioff', 'images')
  return [
    {
      name: 'memes',
      title: 'Real memes, pictures and the text that our reader reads',
      tables: [{ path: join(data, 'memes', 'data.csv') }],
      images: join(data, 'memes', 'images'),
    },
    {
      name: 'multioff',
      title: `MultiOFF, ${existsSync(images) ? 'pictures and given text' : 'given text alone'}`,
      tables: [
        { path: multioff('Training'), split: 'train' },
        { path: multioff('Validation'), split: 'val' },
        { path: multioff('Testing'), split: 'test' },
      ],
      images: existsSync(images) ? images : undefined,
    },
  ]
}

async function run(options: Options): Promise<void> {
  const found = sources(options.data)
  const missing = found.flatMap(({ tables }) => tables.map((t) => t.path)).find((path) => !existsSync(path))
  if (missing) throw new UsageError(`${missing} is missing; see --data in "memeveil experiment --help"`)
  const charts = join(options.out, 'experiment')
  mkdirSync(charts, { recursive: true })
  const embedder = await openEmbedder({ cache: options.cache, missingImage: 'text-only' })
  try {
    const { head } = await openHead({}, embedder.towers.manifest)
    const studies: Study[] = []
    for (const source of found) {
      console.log(`${source.title}…`)
      studies.push(await study(source, embedder, head, charts, options.cache))
    }
    writeFileSync(join(options.out, 'EXPERIMENT.md'), experimentPage(studies, relative(options.out, charts)))
    console.log(`${join(options.out, 'EXPERIMENT.md')} and ${charts} are written`)
  } finally {
    await embedder.close()
  }
}

async function study(
  source: Source,
  embedder: Embedder,
  bundled: HeadFile,
  charts: string,
  cache: string,
): Promise<Study> {
  const rows = source.tables.flatMap(({ path, split }) => loadRows(path, split))
  const data = await describeTables(platform, source.tables, DEFAULT_FORM, source.images, progressBar())
  const embedded = await embedder.embed(rows, [], source.images)
  const of = (split: string) => embedded.filter((r) => r.split === split)
  const tower = { manifest: embedder.towers.manifest, textSteps: [] }
  const { dealt, always } = foldRows(embedded, MEASURE_ON)

  const six = sweep(REPORT_RUNS, of('train'), of('val'), tower)
  const kept = new DiskCache<Awaited<ReturnType<typeof crossValidate>>>(join(cache, 'cross-validation.jsonl'))
  const wide = await crossValidatedSweep(wideRuns(), dealt, always, tower, { folds: 5, seeds: 2 }, kept, progressBar())
  const best = trainRun(wide[0].config, of('train'), of('val'), tower)

  const measure = (name: string, head: HeadFile): HeadOnTest => ({ name, test: evaluateHead(head, of('test')) })
  const ranked = byValidationLoss(six)
  const heads = [
    ...ranked
      .slice(0, 2)
      .map((r, i) => measure(`${i === 0 ? 'best' : 'second'} of the six: ${runTitle(r.config)}`, r.head)),
    measure(`best of the wide sweep: ${runTitle(best.config)}`, best.head),
    measure("the extension's own head", bundled),
  ]
  const curves = await evaluationCharts(
    probabilitiesOf(bundled, of('test')),
    of('test').map((r) => r.offensive),
  )
  const drawn = {
    'labels.svg': await labelChart(data.labels),
    'losses.svg': await lossChart(six.map(({ config, epochs }) => ({ title: runTitle(config), epochs }))),
    ...curves,
  }
  for (const [file, svg] of Object.entries(drawn)) writeFileSync(join(charts, `${source.name}-${file}`), svg)
  return { ...source, data, six, ranked, wide, heads, steps: await stepEffects(source, rows, embedder) }
}

/** What each text step, and all of them, do to the cross-validated AUROC of one fixed configuration. */
async function stepEffects(source: Source, rows: Row[], embedder: Embedder): Promise<StepEffect[]> {
  const variants = [[], ...TEXT_STEPS.map((step) => [step]), [...TEXT_STEPS]]
  const known = rows.filter((r) => r.split !== 'test')
  const effects: { steps: string[]; auroc: Spread }[] = []
  for (const steps of variants) {
    const embedded = await embedder.embed(known, steps, source.images)
    const { dealt, always } = foldRows(embedded, MEASURE_ON)
    const { auroc } = crossValidate(
      CALIBRATED_RUN,
      dealt,
      always,
      { manifest: embedder.towers.manifest, textSteps: steps },
      { folds: 5, seeds: 4 },
    )
    effects.push({ steps, auroc })
  }
  const [none] = effects
  return effects.map(({ steps, auroc }) => ({
    steps,
    auroc,
    gain: spread(auroc.values.map((x, i) => x - none.auroc.values[i])),
  }))
}
