/**
 * How much memory does the engine take, and does it grow?
 * Resident megabytes of the process in which Chromium runs the engine's document, of which an empty extension page has
 * over a hundred, most of them the browser's own code: after WARM pictures, a browser a round, and in the last browser
 * after MANY. Linux alone tells them.
 */
import { dataAddress, openChecks } from './measure/checks.ts'
import { benchOptions } from './measure/options.mjs'
import { benchPictures } from './measure/pictures.ts'
import { processesBelow } from './measure/processes.ts'
import { report } from './measure/report.ts'
import { median, rounded } from './measure/statistics.ts'

const WARM = 20
const MANY = 1000

/** The largest extension process below this one. */
function engineMegabytes(): number {
  const ours = processesBelow().filter(({ kind }) => kind === 'extension')
  return Math.max(...ours.map(({ resident }) => resident))
}

const { rounds, pictures: folder } = benchOptions()
const pictures = (await benchPictures(folder, WARM)).map(dataAddress)
const warm: number[] = []
const many: number[] = []
for (let round = 0; round < rounds; round++) {
  const checks = await openChecks('chrome')
  const judgeAll = async () => {
    await checks.ms(pictures, false)
    await checks.forget()
  }
  await judgeAll()
  warm.push(engineMegabytes())
  if (round === rounds - 1) {
    for (let judged = pictures.length; judged < MANY; judged += pictures.length) await judgeAll()
    many.push(engineMegabytes())
  }
  await checks.close()
}
const growth = rounded(many[0] / (warm.at(-1) as number))
report(
  'memory',
  [
    { what: 'warm', n: warm.length, MB: Math.round(median(warm)), 'of warm': 1 },
    { what: `after ${MANY} pictures`, n: 1, MB: Math.round(many[0]), 'of warm': growth },
  ],
  { warm, many },
)
