/**
 * How much longer than a warm verdict does the first one take?
 * In Chromium, the same picture each time, its verdict lost in between: in a browser that has just started, warm (the
 * median of WARM), and when the models had left memory, which here they do after IDLE_MS. A round, a browser.
 */
import { type Checks, dataAddress, openChecks } from './measure/checks.ts'
import type { Figures } from './measure/interleaved.ts'
import { benchOptions } from './measure/options.mjs'
import { benchPictures } from './measure/pictures.ts'
import { report } from './measure/report.ts'
import { compared, median } from './measure/statistics.ts'

const WARM = 5
const IDLE_MS = 2000
const DOCUMENT = `src/extension/offscreen/offscreen.html?idle-ms=${IDLE_MS}`

const { rounds, pictures: folder } = benchOptions()
const pictures = (await benchPictures(folder, rounds)).map(dataAddress)

async function verdict(checks: Checks, picture: string): Promise<number> {
  const ms = await checks.ms([picture], false)
  await checks.forget()
  return ms
}

/** The engine's document, with less patience. */
async function openImpatient(url: string): Promise<void> {
  await chrome.offscreen.closeDocument()
  const reasons = ['WORKERS' as chrome.offscreen.Reason]
  await chrome.offscreen.createDocument({ url, reasons, justification: 'Runs the models' })
}

const figures: Figures = { warm: [], 'after an unload': [], 'after a start of the browser': [] }
for (let round = 0; round < rounds; round++) {
  const picture = pictures[round % pictures.length]
  const checks = await openChecks('chrome')
  figures['after a start of the browser'].push(await verdict(checks, picture))
  const warm: number[] = []
  for (let i = 0; i < WARM; i++) warm.push(await verdict(checks, picture))
  figures.warm.push(median(warm))
  await checks.popup.evaluate(openImpatient, DOCUMENT)
  await verdict(checks, picture)
  await new Promise((resolve) => setTimeout(resolve, 2 * IDLE_MS))
  figures['after an unload'].push(await verdict(checks, picture))
  await checks.close()
}
report('start', compared(figures, 'warm'), figures)
