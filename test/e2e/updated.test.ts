import { describe, expect, test } from 'vitest'
import { type BrowserName, waitForReport } from '../../demo/browsers.ts'
import { serveTestPages } from './site.ts'
import { changeSettings, settled, useVisit } from './visit.ts'

const LIMIT_MS = 90_000
const SOON = { timeout: LIMIT_MS, interval: 250 }

describe.each<BrowserName>(['chrome', 'firefox'])('an update while a page is open, in %s', (name) => {
  const visit = useVisit(name, serveTestPages)

  /** Of each picture: how it looks; and how many layers of labels there are. */
  const looks = () =>
    visit.page.evaluate(() => [
      ...[...document.images].map((picture) => {
        const { filter, objectPosition } = getComputedStyle(picture)
        return objectPosition.startsWith('-9') ? 'covered' : filter.replace(/\(.*/, '')
      }),
      document.querySelectorAll('html > div').length,
    ])
  const becomes = (...wanted: (string | number)[]) => expect.poll(looks, SOON).toEqual(wanted)
  const add = (name: string) =>
    visit.page.evaluate((name) => {
      document.body.insertAdjacentHTML('afterbegin', `<img src="/${name}.jpg?new" width="420" height="308">`)
    }, name)

  test('what is there and what comes later is judged, shown or veiled without a reload, time and again', async () => {
    await visit.page.goto(`${visit.site.address}/verdicts`)
    await waitForReport(visit.popup, visit.site.address, settled(2), LIMIT_MS)
    await becomes('blur', 'none', 'none', 1)
    await visit.browser.reload()
    await add('other')
    await becomes('none', 'blur', 'none', 'none', 1)
    await visit.browser.reload()
    await add('offensive')
    await becomes('blur', 'none', 'blur', 'none', 'none', 1)
    await visit.browser.reload()
    await add('harmless')
    await becomes('none', 'blur', 'none', 'blur', 'none', 'none', 1)
  })

  test('settings count there as before', async () => {
    const popup = await visit.browser.extensionPage()
    const page = await visit.browser.newPage()
    await page.goto(`${visit.site.address}/plain`)
    await changeSettings(popup, { effect: 'greyscale' })
    await becomes('none', 'grayscale', 'none', 'grayscale', 'none', 'none', 1)
    await changeSettings(popup, { enabled: false })
    await becomes(...Array(6).fill('none'), 0)
  })
})
