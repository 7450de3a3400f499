import { afterEach, describe, expect, test } from 'vitest'
import { type BrowserName, waitForReport } from '../../demo/browsers.ts'
import type { PictureReport } from '../../src/extension/protocol.ts'
import type { Settings } from '../../src/extension/settings.ts'
import { serveTestPages } from './site.ts'
import { changeSettings, settled, useVisit } from './visit.ts'

const LIMIT_MS = 90_000
const SOON = { timeout: 5000, interval: 100 }

describe.each<BrowserName>(['chrome', 'firefox'])('settings of a site in %s', (name) => {
  const visit = useVisit(name, serveTestPages)
  afterEach(() => change({ enabled: true, sites: {}, allow: [], block: [] }))

  const change = (settings: Partial<Settings>) => changeSettings(visit.popup, settings)
  const report = (ready: (found: PictureReport[]) => boolean) =>
    waitForReport(visit.popup, visit.site.address, ready, LIMIT_MS)
  async function open(path: string, ready: (found: PictureReport[]) => boolean): Promise<PictureReport[]> {
    await visit.page.goto(visit.site.address + path)
    return report(ready)
  }
  const looks = () =>
    visit.page.evaluate(() => {
      const { filter, objectPosition } = getComputedStyle(document.images[0])
      return filter === 'none' && !objectPosition.startsWith('-9') ? 'shown' : filter
    })
  const becomes = (look: RegExp) => expect.poll(looks, SOON).toMatch(look)

  test('complaint 9: effect and level of the site count at once, and back', async () => {
    await open('/one', settled(1))
    await becomes(/blur/)
    await change({ sites: { '127.0.0.1': { effect: 'greyscale' } } })
    await becomes(/grayscale/)
    await change({ threshold: 1 })
    await becomes(/shown/)
    await change({ sites: { '127.0.0.1': { level: 'balanced' } } })
    await becomes(/blur/)
    await change({ threshold: null })
  })

  test('complaint 8: a site that is off, or allowed, is as it was, after a reload too, and comes back', async () => {
    for (const off of [{ sites: { '127.0.0.1': { enabled: false } } }, { allow: ['127.0.0.1'] }]) {
      await open('/one', settled(1))
      await becomes(/blur/)
      await change(off)
      await becomes(/shown/)
      await visit.page.goto(`${visit.site.address}/one`)
      await becomes(/shown/)
      await change({ sites: {}, allow: [] })
      await becomes(/blur/)
    }
  })

  test('a part of a site is allowed, and moving there and away without a load is noticed', async () => {
    await open('/one', settled(1))
    await change({ allow: ['127.0.0.1/art'] })
    await becomes(/blur/)
    await visit.page.evaluate(() => history.pushState(null, '', '/art/1'))
    await becomes(/shown/)
    await visit.page.evaluate(() => history.pushState(null, '', '/artist'))
    await becomes(/blur/)
  })

  test('on a blocked site a harmless picture is covered and not judged, until it is revealed', async () => {
    await open('/plain', settled(1))
    await becomes(/shown/)
    await change({ block: ['127.0.0.1'] })
    await report((found) => found[0]?.state === 'blocked')
    await becomes(/blur/)
    await visit.page.click(200, 100)
    await becomes(/shown/)
    const [blocked] = await open('/plain', (found) => found[0]?.state === 'blocked')
    expect([blocked.probability, blocked.ms]).toEqual([null, null])
  })

  test('what is on a page whose frames show pictures of another site follows the page', async () => {
    await open('/framed', () => true)
    await change({ sites: { '127.0.0.1': { enabled: false } } })
    const inFrame = () =>
      visit.page.evaluate(() => {
        const inner = (document.querySelector('iframe') as HTMLIFrameElement).contentDocument as Document
        return getComputedStyle(inner.images[0]).filter
      })
    await expect.poll(inFrame, SOON).toBe('none')
    await change({ sites: {} })
    await expect.poll(inFrame, { timeout: LIMIT_MS, interval: 200 }).toContain('blur')
  })
})
