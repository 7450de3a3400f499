import { rounded } from '../../bench/measure/statistics.ts'

/** Megabytes by kind of process, so many minutes after the start. */
export interface Sample {
  minutes: number
  done: number
  megabytes: Record<string, number>
}

/** A kind's memory at first and at the end: the least of some minutes, which no collection of garbage frees. */
export interface Growth {
  what: string
  before: number
  after: number
  'of before': number
  over: boolean
}

/** What is warm by then should not be larger at the end. */
const WARM_MINUTES = 10
const MOST = 1.1
/** What a small process may take more: collections of garbage come when they like. */
const NOISE_MB = 10

/**
 * How each kind has grown from the minutes after it was warm to the last ones, and all together. What has less than
 * `noise` megabytes more is not over. Before and after are four minutes each, at most a sixth of all.
 */
export function growthOf(samples: Sample[], noise = NOISE_MB): Growth[] {
  const minutes = samples.at(-1)?.minutes ?? NaN
  const [warm, window] = [Math.min(WARM_MINUTES, minutes / 3), Math.min(4, minutes / 6)]
  const first = samples.find((one) => one.minutes >= warm)?.minutes ?? NaN
  const before = samples.filter((one) => one.minutes >= first && one.minutes <= first + window)
  const after = samples.filter((one) => one.minutes >= minutes - window)
  const sum = ({ megabytes }: Sample) => Object.values(megabytes).reduce((total, one) => total + one, 0)
  const row = (what: string, of: (sample: Sample) => number): Growth => {
    const [warmed, end] = [before, after].map((some) => (some.length > 0 ? Math.min(...some.map(of)) : Number.NaN))
    const over = !(end <= MOST * warmed || end <= warmed + noise)
    return { what, before: Math.round(warmed), after: Math.round(end), 'of before': rounded(end / warmed), over }
  }
  const kinds = [...new Set(samples.flatMap(({ megabytes }) => Object.keys(megabytes)))].sort()
  return [...kinds.map((kind) => row(kind, ({ megabytes }) => megabytes[kind] ?? 0)), row('all', sum)]
}
