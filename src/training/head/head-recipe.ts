import * as v from 'valibot'
import { FUSIONS } from '../../core/model/fusion.ts'
import { inSplit, type Row } from '../data/dataset.ts'
import { groupBy } from '../data/group-by.ts'
import { thinned } from '../data/thinned.ts'

const MostFlagged = v.object({ memes: v.number(), captions: v.number() })

/** How the levels are chosen, by validation rows of real memes that were read by our reader. */
export const LevelRecipe = v.object({
  /** Data sets of memes with pictures: they calibrate every kind of input, and decide. */
  memes: v.array(v.string()),
  /** The data set of harmless texts, which are judged alone and on backgrounds. */
  captions: v.string(),
  /** Shares of the harmless rows that may be flagged. */
  mostFlagged: v.object({ gentle: MostFlagged, balanced: MostFlagged, strict: MostFlagged }),
})
export type LevelRecipe = v.InferOutput<typeof LevelRecipe>

/**
 * How the product's head is trained: what each data set weighs, and the false positives that the default threshold may
 * cost.
 */
export const HeadRecipe = v.object({
  fusion: v.picklist(FUSIONS),
  epochs: v.number(),
  batch: v.number(),
  learningRate: v.number(),
  weightDecay: v.number(),
  seed: v.number(),
  weights: v.record(v.string(), v.number()),
  /**
   * Share of a data set's weight that its validation rows have in the training, 1 where none is named. The towers have
   * seen the labels of the training rows: only rows that they haven't seen show how embeddings of new texts lie.
   */
  validationShare: v.record(v.string(), v.pipe(v.number(), v.minValue(0), v.maxValue(1))),
  /** Large data sets are thinned to this many rows a split: a linear layer gains nothing from more. */
  mostRows: v.number(),
  /** Data sets whose validation splits choose the threshold, by the mean of their macro-F1. */
  chooseOn: v.array(v.string()),
  /** The data set of harmless texts, and the share of its validation split that may be flagged. */
  harmless: v.string(),
  mostFlagged: v.number(),
  /** Data sets of real rows: their offensive, or harmless, validation rows say what to expect at each sensitivity. */
  expect: v.object({ offensive: v.array(v.string()), harmless: v.array(v.string()) }),
  /** Without it the head has no levels, and one temperature. */
  levels: v.optional(LevelRecipe),
})
export type HeadRecipe = v.InferOutput<typeof HeadRecipe>

/** The share of a data set's weight that its validation rows have, where it has any. */
export function validationShareOf({ validationShare }: HeadRecipe, dataset: string): number {
  return validationShare[dataset] ?? 1
}

/** Rows that the recipe uses: no test rows, none that weigh nothing, thinned evenly to `mostRows` a set and split. */
export function selectRows(rows: Row[], recipe: HeadRecipe): Row[] {
  const validated = new Set(inSplit(rows, 'val').map((row) => row.dataset))
  const unseenAlone = (dataset: string) => validated.has(dataset) && validationShareOf(recipe, dataset) === 1
  const wanted = rows.filter(
    ({ split, dataset }) =>
      recipe.weights[dataset] && (split === 'val' || (split === 'train' && !unseenAlone(dataset))),
  )
  const groups = groupBy(wanted, (row) => `${row.dataset} ${row.split}`)
  return [...groups.values()].flatMap((group) => thinned(group, recipe.mostRows))
}
