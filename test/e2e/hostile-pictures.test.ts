import { describe, expect, test } from 'vitest'
import type { BrowserName } from '../../demo/browsers.ts'
import type { CheckResult } from '../../src/extension/check-result.ts'
import { type HostilePicture, hostilePictures } from '../fixtures/hostile/pictures.ts'
import { serveTestPages } from './site.ts'
import { useVisit } from './visit.ts'

/** In ms: as long as the extension gives a picture, and a busy machine's share. */
const LIMIT_MS = 60_000
/** As data addresses they go through every part of the extension. */
const MOST_BYTES = 3_000_000
/** Of what is cut off or damaged, and the same kind again, every so many. */
const EVERY = 30

const alike = /^(?:cut|damaged|noise|orientation|grey of)/
const isTaken = ({ name, bytes }: HostilePicture, i: number) =>
  bytes.length <= MOST_BYTES && (!alike.test(name) || i % EVERY === 0)

describe.each<BrowserName>(['chrome', 'firefox'])('hostile pictures in %s', (name) => {
  const visit = useVisit(name, serveTestPages)

  const check = (bytes: Buffer) =>
    visit.popup.evaluate(
      async (picture) => {
        const { runtime } = (globalThis as { browser?: typeof chrome }).browser ?? chrome
        const start = performance.now()
        const payload = { picture, text: 'a cup of tea' }
        const result = await runtime.sendMessage({ name: 'popup-to-background: check-by-hand', payload })
        return { result: result as CheckResult, ms: performance.now() - start }
      },
      `data:image/png;base64,${bytes.toString('base64')}`,
    )

  test('each has a verdict or a reason in time, and what is sound a verdict after them', async () => {
    const all = await hostilePictures()
    const wrong: unknown[] = []
    for (const { name, bytes, fate } of all.filter(isTaken)) {
      const { result, ms } = await check(bytes)
      const isTold =
        result.state === 'unknown' ? result.kind !== 'failed' && result.reason.length > 0 : result.state === 'judged'
      if (!isTold || (fate === 'too large' && result.state === 'judged') || ms > LIMIT_MS)
        wrong.push([name, result, ms])
    }
    expect(wrong).toEqual([])
    const sound = all.find(({ name }) => name === 'page behind.png') as HostilePicture
    expect((await check(sound.bytes)).result.state).toBe('judged')
  }, 300_000)
})
