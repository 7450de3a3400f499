import { report } from '../../bench/measure/report.ts'
import { soakOptions } from '../../scripts/soak.mjs'
import { browse } from './browse.ts'
import { growthOf, type Sample } from './growth.ts'
import { load } from './load.ts'
import { createWatch, type Watch } from './watch.ts'

const PARTS: Record<string, (watch: Watch) => Promise<void>> = {
  chrome: (watch) => browse('chrome', watch),
  firefox: (watch) => browse('firefox', watch),
  serve: load,
}

/** A line a minute. */
function teller(part: string): (sample: Sample) => void {
  let told = -1
  return ({ minutes, done, megabytes }) => {
    if (Math.floor(minutes) === told) return
    told = Math.floor(minutes)
    const kinds = Object.entries(megabytes).map(([kind, one]) => `${kind} ${Math.round(one)}`)
    console.log(`${part}, minute ${told}: ${done} done, MB: ${kinds.join(', ')}`)
  }
}

const { minutes, parts } = soakOptions()
for (const part of parts) {
  const watch = createWatch(minutes, 1, teller(part))
  await PARTS[part](watch)
  const rows = growthOf(watch.samples)
  console.log(`\n${part}: ${watch.samples.at(-1)?.done} in ${minutes} minutes`)
  report(`soak-${part}`, rows, watch.samples)
  if (rows.some(({ over }) => over)) process.exitCode = 1
}
