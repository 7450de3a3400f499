/**
 * How much memory does the engine take, and does it grow?
 * Resident megabytes of the process in which Chromium runs the engine's document, of which an empty extension page has
 * over a hundred, most of them the browser's own code: after WARM pictures, a browser a round, and in the last browser
 * after MANY. Linux alone tells them.
 */
import { execFileSync } from 'node:child_process'
import { dataAddress, openChecks } from './measure/checks.ts'
import { benchOptions } from './measure/options.mjs'
import { benchPictures } from './measure/pictures.ts'
import { report } from './measure/report.ts'
import { median, rounded } from './measure/statistics.ts'

const WARM = 20
const MANY = 1000

/** The largest extension process below this one. */
function engineMegabytes(): number {
  const table = execFileSync('ps', ['-eo', 'pid,ppid,rss,args'], { encoding: 'utf8', maxBuffer: 1e8 })
  const all = table.split('\n').map((line) => line.trim().split(/\s+/))
  const parents = new Map(all.map(([pid, parent]) => [pid, parent]))
  const isOurs = (pid: string | undefined): boolean =>
    pid !== undefined && (pid === String(process.pid) || isOurs(parents.get(pid)))
  const sizes = all.filter((row) => row.includes('--extension-process') && isOurs(row[0])).map(([, , rss]) => +rss)
  return Math.max(...sizes) / 1024
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
