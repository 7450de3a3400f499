/**
 * What do 5, 20 or 50 corrections from a topic change that the head has never met?
 * For each topic (data sets that are left out) a head is trained on all other rows but a fifth. Corrections are drawn
 * from the topic's validation rows; told is by how much AUROC rises on those that were not drawn, and what becomes of
 * the fifth of the other sets' rows that nothing has seen. `--csv TABLES --images FOLDER --blanks FOLDER --cache
 * FOLDER` as for `memeveil product-head`; `--topics NAMES` and `--draws N` make it shorter.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { openEmbedder } from '../src/cli/embedding.ts'
import { auroc } from '../src/core/corrections/auroc.ts'
import { createCorrectedJudge, createJudge, type Judge, learnFrom } from '../src/core/corrections/corrected-head.ts'
import { type Correction, createCorrection } from '../src/core/corrections/correction.ts'
import { pack } from '../src/core/corrections/fed.ts'
import type { ValidationRow } from '../src/core/corrections/validation-rows.ts'
import { type HeadFile, inputKind } from '../src/core/model/head.ts'
import { thresholdsOf } from '../src/core/model/levels.ts'
import { READING_VERSION } from '../src/core/reading/reading.ts'
import { loadRows } from '../src/training/data/dataset.ts'
import type { EmbeddedRow } from '../src/training/data/embed-rows.ts'
import { groupBy } from '../src/training/data/group-by.ts'
import { thinned } from '../src/training/data/thinned.ts'
import { foldsOf } from '../src/training/head/cross-validation.ts'
import { type HeadRecipe, selectRows } from '../src/training/head/head-recipe.ts'
import { trainProductHead } from '../src/training/head/product-head.ts'
import { seeded, shuffle } from '../src/training/measure/random.ts'
import { benchOptions, type OptionName } from './measure/options.mjs'
import { report } from './measure/report.ts'

/** Each topic with all sets that tell of it; those marked `chosen` have chosen the settings of learning. */
const TOPICS: Record<string, { sets: string[]; chosen: boolean }> = {
  covid_hate: { sets: ['covid_hate'], chosen: true },
  pridemm: { sets: ['pridemm'], chosen: true },
  antisemitism: { sets: ['antisemitism'], chosen: true },
  hahackathon: { sets: ['hahackathon'], chosen: true },
  rhm: { sets: ['rhm'], chosen: false },
  harmeme: { sets: ['harmeme_c', 'harmeme'], chosen: false },
  crowdcounter: { sets: ['crowdcounter'], chosen: false },
  profanity: { sets: ['davidson_profanity', 'davidson_tweets'], chosen: false },
}
const TAKES: OptionName[] = ['csv', 'images', 'blanks', 'cache', 'topics', 'draws']
const COUNTS = [5, 20, 50]
const MOST_TAUGHT = 50
const RESAMPLES = 400

const { csv = '', images, blanks, cache = '.cache', topics, draws = '8' } = benchOptions(undefined, TAKES)
const recipe = JSON.parse(readFileSync('towers/head-recipe.json', 'utf8')) as HeadRecipe
const shipped = JSON.parse(readFileSync('towers/validation-rows.json', 'utf8')) as {
  rows: number
  sets: Record<string, string>
}
const embedder = await openEmbedder({ images, cache, missingImage: 'error' })
const { manifest } = embedder.towers
const named = (imageName: string) => ({ imageName, sentence: '', offensive: false, group: '', where: imageName })
const pictures = blanks ? readdirSync(blanks).sort() : []
const backgrounds = await embedder.embed(
  pictures.map((name) => ({ ...named(name), dataset: 'backgrounds', split: 'train' })),
  [],
  blanks,
)
const tables = csv
  .split(',')
  .flatMap((path) => loadRows(path))
  .map((row) => ({ ...row, split: row.split || 'train' }))
const topicSets = Object.values(TOPICS).flatMap(({ sets }) => sets)
const wanted = new Set([...selectRows(tables, recipe), ...tables.filter(({ dataset }) => topicSets.includes(dataset))])
const rows = await embedder.embed([...wanted], [])
await embedder.close()

/** A head that has met none of the topic, rows that it has not met either, and what its users would have. */
function without(sets: string[]) {
  const weights = { ...recipe.weights, ...Object.fromEntries(sets.map((set) => [set, 0])) }
  const memes = recipe.levels?.memes.filter((set) => !sets.includes(set)) ?? []
  const own: HeadRecipe = { ...recipe, weights, levels: recipe.levels && { ...recipe.levels, memes } }
  const used = rows.filter(({ dataset }) => weights[dataset])
  const [unseen, ...folds] = foldsOf(
    used.filter(({ split }) => split === 'val'),
    5,
    1,
  )
  const left = new Set(unseen)
  const training = [...used.filter((row) => !left.has(row)), ...backgrounds]
  const embeddings = backgrounds.flatMap(({ imageEmbedding }) => imageEmbedding ?? [])
  const head = trainProductHead(training, embeddings, own, manifest, () => {})
  const bySet = groupBy(folds.flat(), ({ dataset }) => dataset)
  const validation = Object.keys(shipped.sets).flatMap((set) => thinned(bySet.get(set) ?? [], shipped.rows).map(asRow))
  return { head, unseen, validation }
}

function asRow({ dataset, offensive, imageEmbedding, textEmbedding }: EmbeddedRow): ValidationRow {
  return { set: dataset, offensive, image: imageEmbedding, text: textEmbedding }
}

const { id, version } = manifest
const MODEL = { id, version, head: 'bench' }

function correctionOf({ offensive, imageEmbedding, textEmbedding, text, where }: EmbeddedRow): Promise<Correction> {
  const packed = (one: Float32Array | null) => one && pack(one)
  const fed = {
    image: packed(imageEmbedding),
    texts: [{ embedding: packed(textEmbedding), among: 1 }],
    complete: true,
  }
  const verdict = { probability: 0.5, offensive: !offensive }
  return createCorrection(
    { offensive, verdict, model: MODEL, reading: READING_VERSION, pixels: where, words: text, fed },
    0,
  )
}

/** Rows with what is said of them before and after. */
interface Told {
  set: string
  offensive: boolean
  before: number
  after: number
  threshold: number
}

function tell(judged: EmbeddedRow[], before: Judge, after: Judge): Told[] {
  return judged.map(({ dataset, offensive, imageEmbedding, textEmbedding }) => ({
    set: dataset,
    offensive,
    before: before.classify(imageEmbedding, textEmbedding),
    after: after.classify(imageEmbedding, textEmbedding),
    threshold: thresholdsOf(before.head, inputKind(imageEmbedding, textEmbedding)).balanced,
  }))
}

/** Mean over the sets of AUROC after minus AUROC before. */
function change(told: Told[]): number {
  const labels = (own: Told[]) => own.map(({ offensive }) => offensive)
  const changes = [...groupBy(told, ({ set }) => set).values()]
    .map((own) => {
      const of = (when: 'before' | 'after') =>
        auroc(
          own.map((row) => row[when]),
          labels(own),
        )
      return of('after') - of('before')
    })
    .filter((one) => !Number.isNaN(one))
  return changes.reduce((sum, one) => sum + one, 0) / Math.max(1, changes.length)
}

/** Mean over the draws; the interval is that of a draw's rows resampled, whichever the draw. */
function figure(draws: Told[][], measure: (told: Told[]) => number): string {
  const random = seeded(1)
  const pick = <T>(from: T[]) => from[Math.floor(random() * from.length)]
  const value = draws.reduce((sum, told) => sum + measure(told), 0) / draws.length
  const resampled = Array.from({ length: RESAMPLES }, () => {
    const told = pick(draws)
    return measure(told.map(() => pick(told)))
  }).sort((a, b) => a - b)
  const at = (q: number) => resampled[Math.floor(q * RESAMPLES)]
  const signed = (x: number) => `${x < 0 ? '−' : '+'}${Math.abs(x).toFixed(3).replace(/^0/, '')}`
  return `${signed(value)} (${signed(at(0.025))} to ${signed(at(0.975))})`
}

function harmlessFlagged(told: Told[]): number {
  const harmless = told.filter(({ offensive }) => !offensive)
  const share = (when: 'before' | 'after') =>
    harmless.filter((row) => row[when] >= row.threshold).length / Math.max(1, harmless.length)
  return share('after') - share('before')
}

async function drawOf(of: EmbeddedRow[], n: number, draw: number, head: HeadFile, validation: ValidationRow[]) {
  const order = shuffle([...of], seeded(1000 * n + draw))
  const corrections = await Promise.all(order.slice(0, n).map(correctionOf))
  const start = process.cpuUsage()
  const learned = learnFrom(head, corrections, validation)
  const ms = process.cpuUsage(start).user / 1000
  return { ms, learned, held: order.slice(MOST_TAUGHT), after: createCorrectedJudge(head, MODEL, learned, corrections) }
}

const results = []
for (const topic of topics?.split(',') ?? Object.keys(TOPICS)) {
  const { sets, chosen } = TOPICS[topic]
  const { head, unseen, validation } = without(sets)
  const of = rows.filter(({ dataset, split }) => sets.includes(dataset) && split === 'val')
  const before = createJudge(head, MODEL)
  const alone = (told: Told[]) => change(told.map((row) => ({ ...row, set: topic })))
  for (const n of COUNTS) {
    const topicTold: Told[][] = []
    const restTold: Told[][] = []
    const states: string[] = []
    const times: number[] = []
    for (let draw = 1; draw <= Number(draws); draw++) {
      const { ms, learned, held, after } = await drawOf(of, n, draw, head, validation)
      topicTold.push(tell(held, before, after))
      restTold.push(tell(unseen, before, after))
      states.push(learned.state)
      times.push(ms)
    }
    const base = topicTold[0]
    const row = {
      topic,
      chosen,
      corrections: n,
      'held out': base.length,
      AUROC: auroc(
        base.map((one) => one.before),
        base.map((one) => one.offensive),
      ).toFixed(3),
      change: figure(topicTold, alone),
      rest: unseen.length,
      'change there': figure(restTold, change),
      'harmless flagged there': figure(restTold, harmlessFlagged),
      refused: states.filter((state) => state !== 'whole').length / states.length,
      ms: Math.round(times.sort((a, b) => a - b)[Math.floor(times.length / 2)]),
    }
    console.log(Object.values(row).join(' | '))
    results.push(row)
  }
}
report('corrections', results)
