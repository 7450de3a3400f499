/**
 * How much longer than a warm verdict does the first one take?
 * In Chromium, the same picture each time, its verdict lost in between: in a browser that has just started, warm (the
 * median of WARM), and once the engine's document was closed, as it closes itself when it is idle. A round, a browser.
 */
import { type Checks, dataAddress, openChecks } from './measure/checks.ts'
import type { Figures } from './measure/interleaved.ts'
import { benchOptions } from './measure/options.ts'
import { benchPictures } from './measure/pictures.ts'
import { report } from './measure/report.ts'
import { compared, median } from './measure/statistics.ts'

const WARM = 5

const { rounds, pictures: folder } = benchOptions()
const pictures = (await benchPictures(folder, rounds)).map(dataAddress)

async function verdict(checks: Checks, picture: string): Promise<number> {
  const ms = await checks.ms([picture], false)
  await checks.forget()
  return ms
}

const figures: Figures = { warm: [], 'after an unload': [], 'after a start of the browser': [] }
for (let round = 0; round < rounds; round++) {
  const picture = pictures[round % pictures.length]
  const checks = await openChecks('chrome')
  figures['after a start of the browser'].push(await verdict(checks, picture))
  const warm: number[] = []
  for (let i = 0; i < WARM; i++) warm.push(await verdict(checks, picture))
  figures.warm.push(median(warm))
  await checks.popup.evaluate(() => chrome.offscreen.closeDocument())
  figures['after an unload'].push(await verdict(checks, picture))
  await checks.close()
}
report('start', compared(figures, 'warm'), figures)
