import { type Scaling, sigmoid } from '../model/calibration.ts'
import { fuse } from '../model/fusion.ts'
import { type HeadFile, inputKind, logit } from '../model/head.ts'
import type { Fed } from './fed.ts'
import { product } from './product.ts'

/** What was fed, with the label that it should have had; `weight` is how much it counts. */
export interface Lesson extends Fed {
  offensive: boolean
  weight: number
}

/**
 * Chosen on topics of texts and pictures left out of the head (docs/experiments/corrections.md): PULL is the precision
 * of a normal prior around the shipped weights; ANCHOR is how strongly each correction's worth of change is held back
 * where the validation rows lie.
 */
const PULL = 0.5
const ANCHOR = 0.3
const STEPS = 120

/** A correction beside another kind of one weighs no more than so many. */
const MOST_WEIGHT = 5

/** Both labels weigh the same together, as far as `MOST_WEIGHT` allows, and all together as many as they are. */
export function balanced(lessons: Lesson[]): Lesson[] {
  const total = lessons.reduce((sum, { weight }) => sum + weight, 0)
  const offensive = lessons.reduce((sum, { weight, offensive }) => sum + (offensive ? weight : 0), 0)
  const harmless = total - offensive
  if (offensive === 0 || harmless === 0) return lessons
  const factor = (label: boolean) => Math.min(MOST_WEIGHT, total / 2 / (label ? offensive : harmless))
  return lessons.map((lesson) => ({ ...lesson, weight: lesson.weight * factor(lesson.offensive) }))
}

interface Point {
  features: Float32Array
  start: number
  scaling: Scaling
  offensive: boolean
  weight: number
}

/**
 * Moves a head's linear layer so that it says of the lessons what they should have had: the least
 * Σ weight × cross-entropy of the calibrated probability + PULL/2 × |change of the weights|² + ANCHOR/2 × Σ weight ×
 * mean (change of an anchor's logit)², by Nesterov's accelerated gradient (Nesterov 1983). The same lessons give the
 * same head, bit by bit.
 */
export function learn(head: HeadFile, lessons: Lesson[], anchors: Fed[]): HeadFile {
  const points = lessons.map((lesson) => pointOf(head, lesson))
  const held = anchors.map(({ image, text }) => fuse(head.fusion, head.dimension, image, text))
  const total = lessons.reduce((sum, { weight }) => sum + weight, 0)
  const hold = (ANCHOR * total) / Math.max(1, held.length)
  const length = head.weights.length + 1
  /** The gradient's two parts without the pull, each a sum over rows. */
  const rows = (change: Float64Array, slope: (point: Point, move: number) => number) => {
    const sum = new Float64Array(length)
    for (const point of points) add(sum, point.features, slope(point, dot(change, point.features)))
    for (const features of held) add(sum, features, hold * dot(change, features))
    return sum
  }
  // no second derivative of the cross-entropy is above a quarter
  const curvature = PULL + largest(length, (change) => rows(change, (point, move) => bend(point) * move))
  const momentum = (1 - Math.sqrt(PULL / curvature)) / (1 + Math.sqrt(PULL / curvature))
  let change = new Float64Array(length)
  let before = change
  for (let step = 0; step < STEPS; step++) {
    const ahead = change.map((value, k) => value + momentum * (value - before[k]))
    const gradient = rows(ahead, pushOf)
    before = change
    change = ahead.map((value, k) => value - (gradient[k] + PULL * value) / curvature)
  }
  const weights = head.weights.map((weight, k) => weight + change[k])
  return { ...head, weights, bias: head.bias + change[length - 1] }
}

const bend = ({ weight, scaling }: Point) => (weight * scaling.scale ** 2) / 4

function pushOf({ start, scaling, offensive, weight }: Point, move: number): number {
  const p = sigmoid(scaling.scale * (start + move) + scaling.shift)
  return weight * scaling.scale * (p - (offensive ? 1 : 0))
}

/** How a head turns that kind of input's logits into probabilities. */
export function scalingOf(head: HeadFile, { image, text }: Fed): Scaling {
  return head.calibration?.[inputKind(image, text)] ?? { scale: 1 / head.temperature, shift: 0 }
}

function pointOf(head: HeadFile, lesson: Lesson): Point {
  const { image, text, offensive, weight } = lesson
  const features = fuse(head.fusion, head.dimension, image, text)
  return { features, start: logit(head, image, text), scaling: scalingOf(head, lesson), offensive, weight }
}

/** A little more than the largest eigenvalue of a symmetric map, by power iteration. */
function largest(length: number, map: (x: Float64Array) => Float64Array): number {
  let direction = new Float64Array(length).fill(1 / Math.sqrt(length))
  let value = 0
  for (let i = 0; i < 12; i++) {
    const mapped = map(direction)
    value = Math.sqrt(mapped.reduce((sum, x) => sum + x * x, 0))
    if (value === 0) return 0
    direction = mapped.map((x) => x / value)
  }
  return 1.1 * value
}

/** `change` ends in the bias, whose feature is one. */
function dot(change: Float64Array, features: Float32Array): number {
  return change[features.length] + product(change, features)
}

function add(sum: Float64Array, features: Float32Array, factor: number): void {
  for (let k = 0; k < features.length; k++) sum[k] += factor * features[k]
  sum[features.length] += factor
}
