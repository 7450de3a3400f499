import { processesBelow } from '../../bench/measure/processes.ts'
import type { Sample } from './growth.ts'

/** Looks at the memory of what this process has started. */
export interface Watch {
  samples: Sample[]
  goesOn(): boolean
  /** Notes what each kind of process takes once so much is done. */
  sample(done: number): void
}

/** It ends after so many minutes, but not before so many samples. */
export function createWatch(minutes: number, least: number, tell: (sample: Sample) => void = () => {}): Watch {
  const start = performance.now()
  const passed = () => (performance.now() - start) / 60_000
  const samples: Sample[] = []
  return {
    samples,
    goesOn: () => passed() < minutes || samples.length < least,
    sample(done) {
      const megabytes: Record<string, number> = {}
      for (const { kind, own } of processesBelow()) megabytes[kind] = (megabytes[kind] ?? 0) + own
      const sample = { minutes: passed(), done, megabytes }
      samples.push(sample)
      tell(sample)
    },
  }
}
