import { expect, test } from 'vitest'
import { growthOf } from '../soak/growth.ts'
import { load } from '../soak/load.ts'
import { createWatch } from '../soak/watch.ts'

/** As many times ten requests; `npm run soak` takes an hour. */
const TENS = 15
/** Each process meets kinds of pictures for the first time all the while. */
const NOISE_MB = 200
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
