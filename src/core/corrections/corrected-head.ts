import { type Classify, createClassifier, type HeadFile, type ModelName } from '../model/head.ts'
import { type Beside, besideName } from '../second/beside.ts'
import { sha256 } from '../sha256.ts'
import type { Correction } from './correction.ts'
import { isWithin, laidOnPictures, type Measured, measure, onScaleOf } from './cost.ts'
import { type Fed, fedOf } from './fed.ts'
import { balanced, type Lesson, learn } from './learn.ts'
import { type Known, nearest, type Say } from './near.ts'
import type { ValidationRow } from './validation-rows.ts'

/** Another way of learning makes another head of the same corrections. */
const LEARNING_VERSION = 2

/** Every so many validation rows one holds the weights back: all of them would not hold them better. */
const ANCHOR_STEP = 4

/** Which parts of the way to what was learned are tried, the farthest first. */
const PARTS = [1, 0.875, 0.75, 0.625, 0.5, 0.375, 0.25, 0.125]

/** A linear layer. */
interface Layer {
  weights: number[]
  bias: number
}

/**
 * What was learned of corrections. `whole`: the layer moved as far as it may cost, and near copies are known. `near`:
 * the least part would have cost too much, so near copies alone are known. `refused`: they too would have cost too
 * much.
 */
export interface Learned {
  state: 'whole' | 'near' | 'refused'
  /** Null where the layer stays as it was. */
  layer: Layer | null
  /** On the validation rows: the head as it was, with what was tried, and with what is in use. */
  before: Measured
  tried: Measured
  after: Measured
}

/** Says P(offensive) of what is fed, and which correction alone decided it. */
export interface Judge {
  /** Names its verdicts. */
  model: ModelName
  head: HeadFile
  classify: Classify
  /** How a second model is heard, if there is one. */
  beside: Beside | null
  /** Null where no correction has the only say. */
  decidedBy(fed: Fed): { id: string; offensive: boolean } | null
}

export function createJudge(head: HeadFile, model: ModelName): Judge {
  return { model, head, classify: createClassifier(head), beside: null, decidedBy: () => null }
}

/** The same with a second model beside it, where there is one. */
export async function withBeside(judge: Judge, beside: Beside | null): Promise<Judge> {
  return { ...judge, beside, model: await besideName(judge.model, beside) }
}

/** The name of a head with these corrections: verdicts of another one don't count. */
export async function correctedName(model: ModelName, corrections: Correction[]): Promise<ModelName> {
  if (corrections.length === 0) return model
  const said = corrections.map(({ id, offensive }) => `${id}${offensive}`).sort()
  const bytes = new TextEncoder().encode(JSON.stringify([LEARNING_VERSION, model, said]))
  return { ...model, head: (await sha256(bytes)).slice(0, 12) }
}

/** How sure the nearest correction's label is: beyond every level's threshold. */
const SURE = 0.98

/** A probability and what the nearest corrections say. */
function joined(probability: number, say: Say | null = null): number {
  if (!say) return probability
  return (1 - say.share) * probability + say.share * (1 - SURE + (2 * SURE - 1) * say.offensive)
}

/**
 * The head with what was learned: P = (1 − share) × P(moved layer) + share × what the nearest corrections say. A near
 * copy of a corrected picture gets that correction's label at once; what is like none of them gets the layer alone.
 */
export function createCorrectedJudge(
  head: HeadFile,
  model: ModelName,
  { state, layer }: Pick<Learned, 'state' | 'layer'>,
  corrections: Correction[],
): Judge {
  const moved = layer ? { ...head, ...layer } : head
  const linear = createClassifier(moved)
  const known = state === 'refused' ? [] : knownOf(corrections)
  return {
    model,
    head: moved,
    beside: null,
    classify: (image, text) => joined(linear(image, text), nearest(known, { image, text })),
    decidedBy(fed) {
      const say = nearest(known, fed)
      return say?.share === 1 ? { id: say.id, offensive: say.offensive >= 0.5 } : null
    },
  }
}

/** Of what was fed, all is fine where the whole is; where it is offensive, a text as a whole is. */
function partsOf({ offensive, fed }: Correction): Fed[] {
  const all = fedOf(fed)
  return offensive ? all.slice(0, 1) : all
}

function knownOf(corrections: Correction[]): Known[] {
  return corrections.flatMap((one) => partsOf(one).map((fed) => ({ ...fed, id: one.id, offensive: one.offensive })))
}

/**
 * Learns of the corrections, and goes as far towards what was learned as the validation rows allow: the farthest of
 * `PARTS` that costs no more than it may. Without any rows the layer stays, for nobody would know.
 */
export function learnFrom(head: HeadFile, corrections: Correction[], validation: ValidationRow[]): Learned {
  const rows = laidOnPictures(validation)
  const lessons: Lesson[] = corrections.flatMap((one) => {
    const parts = partsOf(one)
    return parts.map((fed) => ({ ...fed, offensive: one.offensive, weight: 1 / parts.length }))
  })
  const anchors = rows.filter((_, i) => i % ANCHOR_STEP === 0)
  const goal = learn(head, balanced(lessons), anchors)
  const known = knownOf(corrections)
  const says = rows.map((row) => nearest(known, row))
  const measured = (layer: Layer | null, said = says) => {
    const linear = createClassifier(layer ? { ...head, ...layer } : head)
    return measure(head, ({ image, text }, i) => joined(linear(image, text), said[i]), rows)
  }
  const before = measured(null, [])
  let tried = before
  for (const part of rows.length > 0 ? PARTS : []) {
    const { weights, bias } = onScaleOf(head, towards(goal, head, part), rows)
    tried = measured({ weights, bias })
    if (isWithin(before, tried)) return { state: 'whole', layer: { weights, bias }, before, tried, after: tried }
  }
  const near = measured(null)
  if (isWithin(before, near)) return { state: 'near', layer: null, before, tried, after: near }
  return { state: 'refused', layer: null, before, tried: near, after: before }
}

/** A part of the way from one head to another. */
function towards(goal: HeadFile, from: HeadFile, part: number): HeadFile {
  const at = (a: number, b: number) => a + part * (b - a)
  return { ...from, weights: from.weights.map((w, k) => at(w, goal.weights[k])), bias: at(from.bias, goal.bias) }
}
