/**
 * What do 5, 20 or 50 corrections from a topic change that the head has never met?
 * For each topic (data sets that are left out) five heads are trained on all other rows, each without another fifth of
 * the validation rows. Corrections are drawn from the topic's validation rows, each draw for the next head; told is by
 * how much AUROC rises on those that were not drawn, and what becomes of the other sets' rows, each by the head that
 * has not seen it: in a fifth alone some sets have one row of a label, which is as good as nothing and would count as
 * much as hundreds. `--csv TABLES --images FOLDER --blanks FOLDER --cache FOLDER` as for `memeveil product-head`;
 * `--topics NAMES` and `--draws N` make it shorter.
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
import { trainLayer, trainProductHead } from '../src/training/head/product-head.ts'
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
const RESAMPLES = 200
const FOLDS = 5

const { csv = '', images, blanks, cache = '.cache', topics, draws = '10' } = benchOptions(undefined, TAKES)
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

/** A head that has met none of a topic, rows that it has not met either, and what its users would have. */
interface Setting {
  head: HeadFile
  unseen: EmbeddedRow[]
  validation: ValidationRow[]
}

/** Together the settings have not met any of the other sets' validation rows. */
function settingsWithout(sets: string[]): Setting[] {
  const weights = { ...recipe.weights, ...Object.fromEntries(sets.map((set) => [set, 0])) }
  const memes = recipe.levels?.memes.filter((set) => !sets.includes(set)) ?? []
  const own: HeadRecipe = { ...recipe, weights, levels: recipe.levels && { ...recipe.levels, memes } }
  const used = [...rows, ...backgrounds].filter(({ dataset }) => weights[dataset])
  const embeddings = backgrounds.flatMap(({ imageEmbedding }) => imageEmbedding ?? [])
  const folds = foldsOf(
    used.filter(({ split }) => split === 'val'),
    FOLDS,
    1,
  )
  const trainingFor = (unseen: EmbeddedRow[]) => {
    const left = new Set(unseen)
    return used.filter((row) => !left.has(row))
  }
  // the scale and the levels of the first do for all: of thousands of rows a fifth doesn't move them
  const first = trainProductHead(trainingFor(folds[0]), embeddings, own, manifest, () => {})
  return folds.map((unseen, i) => {
    const seen = groupBy(folds.filter((fold) => fold !== unseen).flat(), ({ dataset }) => dataset)
    const { weights, bias } = i === 0 ? first : trainLayer(trainingFor(unseen), embeddings, own, manifest, () => {})
    return {
      head: { ...first, weights, bias },
      unseen,
      validation: Object.keys(shipped.sets).flatMap((set) => thinned(seen.get(set) ?? [], shipped.rows).map(asRow)),
    }
  })
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

/**
 * Mean over the sets of AUROC after minus AUROC before. A set's is over the pairs of an offensive and a harmless row
 * that were told by the same head.
 */
function change(draws: Told[][]): number {
  const sums = new Map<string, { changed: number; pairs: number }>()
  for (const [set, own] of draws.flatMap((told) => [...groupBy(told, (row) => row.set)])) {
    const labels = own.map(({ offensive }) => offensive)
    const area = (when: 'before' | 'after') =>
      auroc(
        own.map((row) => row[when]),
        labels,
      )
    const offensive = labels.filter(Boolean).length
    const pairs = offensive * (own.length - offensive)
    if (pairs === 0) continue
    const sum = sums.get(set) ?? { changed: 0, pairs: 0 }
    sums.set(set, { changed: sum.changed + pairs * (area('after') - area('before')), pairs: sum.pairs + pairs })
  }
  return mean([...sums.values()].map(({ changed, pairs }) => changed / pairs))
}

function harmlessFlagged(draws: Told[][]): number {
  const harmless = draws.flat().filter(({ offensive }) => !offensive)
  const share = (when: 'before' | 'after') =>
    harmless.filter((row) => row[when] >= row.threshold).length / Math.max(1, harmless.length)
  return share('after') - share('before')
}

const mean = (of: number[]) => of.reduce((sum, one) => sum + one, 0) / Math.max(1, of.length)

/** What a user with one draw sees: the interval is over draws and rows. */
const byDraw = (draws: Told[][], measure: (told: Told[][]) => number) =>
  figure(mean(draws.map((told) => measure([told]))), (pick) => measure([resampled(pick(draws), pick)]))

/** What all of them see together: the interval is over rows, and draws for each head. */
const together = (draws: Told[][], measure: (told: Told[][]) => number) =>
  figure(measure(draws), (pick) => {
    const heads = draws.slice(0, FOLDS).map((_, i) => draws.filter((_, draw) => draw % FOLDS === i))
    return measure(heads.map((own) => resampled(pick(own), pick)))
  })

type Pick = <T>(from: T[]) => T
const resampled = (told: Told[], pick: Pick) => told.map(() => pick(told))

function figure(value: number, again: (pick: Pick) => number): string {
  const random = seeded(1)
  const pick: Pick = (from) => from[Math.floor(random() * from.length)]
  const values = Array.from({ length: RESAMPLES }, () => again(pick)).sort((a, b) => a - b)
  const at = (q: number) => values[Math.floor(q * RESAMPLES)]
  const signed = (x: number) => `${x < 0 ? '−' : '+'}${Math.abs(x).toFixed(3).replace(/^0/, '')}`
  return `${signed(value)} (${signed(at(0.025))} to ${signed(at(0.975))})`
}

async function drawOf(of: EmbeddedRow[], n: number, draw: number, { head, unseen, validation }: Setting) {
  const order = shuffle([...of], seeded(1000 * n + draw))
  const corrections = await Promise.all(order.slice(0, n).map(correctionOf))
  const start = process.cpuUsage()
  const learned = learnFrom(head, corrections, validation)
  const ms = process.cpuUsage(start).user / 1000
  const [before, after] = [createJudge(head, MODEL), createCorrectedJudge(head, MODEL, learned, corrections)]
  return {
    ms,
    state: learned.state,
    topic: tell(order.slice(MOST_TAUGHT), before, after),
    rest: tell(unseen, before, after),
  }
}

const results = []
for (const topic of topics?.split(',') ?? Object.keys(TOPICS)) {
  const { sets, chosen } = TOPICS[topic]
  const settings = settingsWithout(sets)
  const of = rows.filter(({ dataset, split }) => sets.includes(dataset) && split === 'val')
  for (const n of COUNTS) {
    const told = []
    for (let draw = 1; draw <= Number(draws); draw++) told.push(await drawOf(of, n, draw, settings[(draw - 1) % FOLDS]))
    const topicTold = told.map((one) => one.topic.map((row) => ({ ...row, set: topic })))
    const restTold = told.map((one) => one.rest)
    const row = {
      topic,
      chosen,
      corrections: n,
      'held out': topicTold[0].length,
      AUROC: mean(
        topicTold.map((own) =>
          auroc(
            own.map(({ before }) => before),
            own.map(({ offensive }) => offensive),
          ),
        ),
      ).toFixed(3),
      change: byDraw(topicTold, change),
      rest: settings.flatMap(({ unseen }) => unseen).length,
      'change there': together(restTold, change),
      'one user there': byDraw(restTold, change),
      'harmless flagged there': together(restTold, harmlessFlagged),
      refused: told.filter(({ state }) => state !== 'whole').length / told.length,
      ms: Math.round(told.map(({ ms }) => ms).sort((a, b) => a - b)[Math.floor(told.length / 2)]),
    }
    console.log(Object.values(row).join(' | '))
    results.push(row)
  }
}
report('corrections', results)
