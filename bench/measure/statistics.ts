import type { Figures } from './interleaved.ts'

/** The value below which `share` of the values are, between two of them in proportion. */
export function quantile(values: number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  const at = (sorted.length - 1) * share
  const below = Math.floor(at)
  const above = Math.min(below + 1, sorted.length - 1)
  return sorted[below] + (at - below) * (sorted[above] - sorted[below])
}

export function median(values: number[]): number {
  return quantile(values, 0.5)
}

/** A figure as a table shows it: three digits are more than a shared machine can tell. */
export function rounded(value: number): number {
  return Number(value.toPrecision(3))
}

/** A row a measure: its median, and the median and quartiles of its ratios to `base` within the same round. */
export function compared(figures: Figures, base: string, unit = 'ms') {
  return Object.entries(figures).map(([name, values]) => {
    const ratios = values.map((value, round) => value / figures[base][round])
    return {
      what: name,
      n: values.length,
      [unit]: rounded(median(values)),
      [`of ${base}`]: rounded(median(ratios)),
      quartiles: [0.25, 0.75].map((share) => rounded(quantile(ratios, share))).join('–'),
    }
  })
}
