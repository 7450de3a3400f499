import { expect, test } from 'vitest'
import { growthOf } from '../soak/growth.ts'
import { load } from '../soak/load.ts'
import { createWatch } from '../soak/watch.ts'

/** As many times ten requests; `npm run soak` takes an hour. */
const TENS = 15
/**
 * Two processes take 300 MB more until they have met all kinds of pictures, a thousand requests on; what a picture left
 * behind would be found here from 5 MB on, and what is less by the hour.
 */
const NOISE_MB = 500
const LIMIT_MS = 600_000

test.runIf(process.platform === 'linux')(
  'kept busy for a while, no process grows with its pictures',
  async () => {
    const watch = createWatch(0, TENS)
    await load(watch)
    const rows = growthOf(watch.samples, NOISE_MB)
    expect(rows.filter(({ over }) => over)).toEqual([])
  },
  LIMIT_MS,
)
