import { expect, test } from 'vitest'
import type { BrowserName } from '../../demo/browsers.ts'
import { browse } from '../soak/browse.ts'
import { growthOf } from '../soak/growth.ts'
import { createWatch } from '../soak/watch.ts'
import { ONE_TRY } from './visit.ts'

/** As many pages of 60 pictures; `npm run soak` takes an hour for each browser. */
const PAGES = 6
/** The pages' pictures differ more and more at first, and collections of garbage come late. */
const NOISE_MB = 120
const LIMIT_MS = 600_000

test.runIf(process.platform === 'linux').each<BrowserName>(['chrome', 'firefox'])(
  '%s reads a feed for a while, and no process grows with its pictures',
  { ...ONE_TRY, timeout: LIMIT_MS },
  async (name) => {
    const watch = createWatch(0, PAGES)
    await browse(name, watch)
    const rows = growthOf(watch.samples, NOISE_MB)
    expect(rows.filter(({ over }) => over)).toEqual([])
  },
)
