/**
 * How many pictures a second are judged when many are asked about at once?
 * Up to PICTURES distinct pictures in a warm browser, asked about one by one, each when the one before is judged, and
 * all together. Milliseconds a picture: a ratio of .67 is one and a half times as many a second.
 */
import { type Checks, dataAddress, openChecks } from './measure/checks.ts'
import { interleaved } from './measure/interleaved.ts'
import { benchOptions } from './measure/options.mjs'
import { benchPictures } from './measure/pictures.ts'
import { report } from './measure/report.ts'
import { compared } from './measure/statistics.ts'

const PICTURES = 40

const { rounds, pictures: folder } = benchOptions()
const pictures = (await benchPictures(folder, PICTURES)).map(dataAddress)

const judged = (checks: Checks, together: boolean) => async () => {
  const ms = await checks.ms(pictures, together)
  await checks.forget()
  return ms / pictures.length
}

const rows: object[] = []
const raw: Record<string, unknown> = {}
for (const name of ['chrome', 'firefox'] as const) {
  const checks = await openChecks(name)
  await judged(checks, true)()
  const figures = await interleaved({ 'one by one': judged(checks, false), together: judged(checks, true) }, rounds)
  rows.push(...compared(figures, 'one by one', 'ms a picture').map((row) => ({ browser: name, ...row })))
  raw[name] = figures
  await checks.close()
}
report('queue', rows, raw)
