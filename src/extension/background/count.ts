import { oneByOne } from '../one-by-one.ts'
import { type Added, addStatistics, dayOf } from '../statistics.ts'

/** What is counted in this time is written at once; an idle background lives longer than that. */
const BATCH_MS = 3000

/** Gathers what the statistics count, and writes it now and then. */
export function createCounting(write: (added: Added[]) => Promise<void> = addStatistics) {
  let gathered: Added[] = []
  const inTurn = oneByOne()
  return {
    add(site: string, checked: number, veiled: number): void {
      if (gathered.length === 0) {
        setTimeout(() => {
          const all = gathered
          gathered = []
          inTurn(() => write(all)).catch((error) => console.error('The statistics were not written', error))
        }, BATCH_MS)
      }
      gathered.push({ day: dayOf(new Date()), site, checked, veiled })
    },
  }
}
