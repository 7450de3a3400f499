import { seeded } from './random.ts'

/** A figure with its 95 % interval and the number of rows behind it; NaN where it is not defined. */
export interface Figure {
  value: number
  low: number
  high: number
  n: number
}

/** A share with its 95 % score interval (Wilson 1927). */
export function rate(hits: number, n: number): Figure {
  if (n === 0) return { value: Number.NaN, low: Number.NaN, high: Number.NaN, n }
  const z = 1.959964
  const p = hits / n
  const middle = (p + z ** 2 / (2 * n)) / (1 + z ** 2 / n)
  const half = (z / (1 + z ** 2 / n)) * Math.sqrt((p * (1 - p)) / n + z ** 2 / (4 * n ** 2))
  return { value: p, low: Math.max(0, middle - half), high: Math.min(1, middle + half), n }
}

const REPEATS = 1000

/**
 * Any measures of a choice of rows, each with a percentile bootstrap interval (Efron & Tibshirani 1993); all see the
 * same resamples, drawn by `seed`. A resample on which a measure is NaN does not count for it.
 */
export function bootstrap<Name extends string>(
  n: number,
  measure: (rows: number[]) => Record<Name, number>,
  seed = 1,
): Record<Name, Figure> {
  const whole = measure(Array.from({ length: n }, (_, i) => i))
  const names = Object.keys(whole) as Name[]
  const drawn = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<Name, number[]>
  const random = seeded(seed)
  for (let r = 0; r < REPEATS; r++) {
    const values = measure(Array.from({ length: n }, () => Math.floor(random() * n)))
    for (const name of names) if (!Number.isNaN(values[name])) drawn[name].push(values[name])
  }
  const at = (values: number[], q: number) =>
    values[Math.min(values.length - 1, Math.floor(q * values.length))] ?? Number.NaN
  const figure = (name: Name): Figure => {
    const values = drawn[name].sort((a, b) => a - b)
    return { value: whole[name], low: at(values, 0.025), high: at(values, 0.975), n }
  }
  return Object.fromEntries(names.map((name) => [name, figure(name)])) as Record<Name, Figure>
}
