import { join } from 'node:path'
import type { HeadFile } from '../../core/model/head.ts'
import { platform } from '../../runtime/node/platform.ts'
import { DEFAULT_FORM, inSplit, loadRows } from '../../training/data/dataset.ts'
import { type DatasetReport, describeTables } from '../../training/data/dataset-report.ts'
import type { EmbeddedRow } from '../../training/data/embed-rows.ts'
import { writeWhole } from '../../training/data/output-file.ts'
import { foldRows, type MeasureOn } from '../../training/head/cross-validation.ts'
import { type Run, trainRun } from '../../training/head/run.ts'
import { REPORT_RUNS, runTitle, wideRuns } from '../../training/head/run-config.ts'
import {
  byValidationLoss,
  type CrossValidatedRun,
  crossValidatedSweep,
  openCrossValidations,
  sweep,
} from '../../training/head/sweep.ts'
import { evaluationCharts, labelChart } from '../../training/measure/charts.ts'
import { type Evaluation, evaluateHead, probabilitiesOf } from '../../training/measure/evaluation.ts'
import type { Embedder } from '../embedding.ts'
import { progressBar } from '../progress.ts'
import { lossesSvg } from '../run-tables.ts'
import type { Source } from './sources.ts'
import { type TextStepEffect, textStepEffects } from './text-step-effects.ts'

/** A head and its measures on the test rows. */
export interface HeadOnTest {
  name: string
  test: Evaluation
}

/** What one data set says of the heads that are trained on it, and of the extension's own. */
interface HeadStudy {
  six: Run[]
  /** The six, the least validation loss first. */
  ranked: Run[]
  wide: CrossValidatedRun[]
  /** The best and second of the six, the best of the wide sweep, the extension's own. */
  heads: HeadOnTest[]
}

/** Everything that was found out about one data set. */
export interface Study extends HeadStudy {
  name: string
  title: string
  data: DatasetReport
  steps: TextStepEffect[]
}

/** What a study works with: `charts` is the folder that gets its drawings, `cache` that of cross-validations. */
export interface StudyTools {
  embedder: Embedder
  bundled: HeadFile
  charts: string
  cache: string
}

/** Both data sets' training rows were among the bundled towers', which would flatter them. */
const UNSEEN: MeasureOn = 'validation'

/** Describes a data set, trains and measures heads on it, and draws what the page shows. */
export async function conductStudy(source: Source, tools: StudyTools): Promise<Study> {
  const { embedder } = tools
  const rows = source.tables.flatMap(({ path, split }) => loadRows(path, split))
  const data = await describeTables(platform, source.tables, DEFAULT_FORM, source.images, progressBar())
  const embedded = await embedder.embed(rows, [], source.images)
  const heads = await studyHeads(embedded, tools)
  const drawn = await draw(data, heads.six, inSplit(embedded, 'test'), tools.bundled)
  for (const [file, svg] of Object.entries(drawn)) writeWhole(join(tools.charts, `${source.name}-${file}`), svg)
  const known = inSplit(rows, 'train', 'val')
  const steps = await textStepEffects(known, source.images, UNSEEN, embedder)
  return { name: source.name, title: source.title, data, ...heads, steps }
}

async function studyHeads(rows: EmbeddedRow[], { embedder, bundled, cache }: StudyTools): Promise<HeadStudy> {
  const [train, validation, test] = ['train', 'val', 'test'].map((split) => inSplit(rows, split))
  const source = { manifest: embedder.towers.manifest, textSteps: [] }
  const six = sweep(REPORT_RUNS, train, validation, source)
  const ranked = byValidationLoss(six)
  const folds = foldRows(rows, UNSEEN)
  const plan = { folds: 5, seeds: 2 }
  const kept = openCrossValidations(cache)
  const wide = await crossValidatedSweep(wideRuns(), folds, source, plan, kept, progressBar())
  const best = trainRun(wide[0].config, train, validation, source)
  const measure = (name: string, head: HeadFile): HeadOnTest => ({ name, test: evaluateHead(head, test) })
  return {
    six,
    ranked,
    wide,
    heads: [
      measure(`best of the six: ${runTitle(ranked[0].config)}`, ranked[0].head),
      measure(`second of the six: ${runTitle(ranked[1].config)}`, ranked[1].head),
      measure(`best of the wide sweep: ${runTitle(best.config)}`, best.head),
      measure("the extension's own head", bundled),
    ],
  }
}

/** The page's drawings as SVG by file name. */
async function draw(
  { labels }: DatasetReport,
  six: Run[],
  test: EmbeddedRow[],
  bundled: HeadFile,
): Promise<Record<string, string>> {
  const offensive = test.map((r) => r.offensive)
  return {
    'labels.svg': await labelChart(labels),
    'losses.svg': await lossesSvg(six),
    ...(await evaluationCharts(probabilitiesOf(bundled, test), offensive)),
  }
}
