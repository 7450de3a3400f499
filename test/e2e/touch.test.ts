import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type BrowserName, type Page, waitForReport } from '../../demo/browsers.ts'
import { type Site, serve } from '../../demo/server.ts'
import { pictures } from './site.ts'
import { pause, settled, useVisit } from './visit.ts'

const LIMIT_MS = 90_000
const TAP_MS = 40
const LONG_PRESS_MS = 800
const LEAST = 44

const PAGE = `<!doctype html><meta name="viewport" content="width=device-width"><body style="margin:0">
  <a href="#followed"><img src="/offensive.jpg" width="340" height="250" style="display:block;margin:10px"></a>
  <script>
    globalThis.heard = []
    for (const type of ['click', 'contextmenu']) addEventListener(type, (event) => heard.push(event.type))
  </script>`

function servePhone(): Promise<Site> {
  return serve(async (path) =>
    path === '/offensive.jpg'
      ? { type: 'image/jpeg', body: await pictures.offensive }
      : { type: 'text/html', body: PAGE },
  )
}

/** What a finger would miss: controls that are, with their labels, lower than a fingertip, and a page too wide. */
function missed(page: Page): Promise<string[]> {
  return page.evaluate((least) => {
    for (const details of document.querySelectorAll('details')) details.open = true
    const controls = document.querySelectorAll<HTMLElement>('button, select, summary, input, textarea')
    const found: string[] = []
    for (const control of controls) {
      const { labels } = control as HTMLInputElement
      const around = [...(labels ?? [])].flatMap((label) => [label, ...label.querySelectorAll('*')])
      const parts = [control, ...around].map((part) => part.getBoundingClientRect())
      const heights = parts.map(({ height }) => height)
      if (parts[0].width === 0 || Math.max(...heights) >= least) continue
      found.push(`${control.localName} ${control.getAttribute('name')}: ${heights.map(Math.round).join()}`)
    }
    const { scrollWidth, clientWidth } = document.documentElement
    return scrollWidth > clientWidth ? [...found, `${scrollWidth} wide`] : found
  }, LEAST)
}

describe.each<BrowserName>(['chrome', 'firefox'])('on a telephone, in %s', (name) => {
  const visit = useVisit(name, servePhone, () => ({ phone: true }))
  const filter = () => visit.page.evaluate(() => getComputedStyle(document.images[0]).filter)
  const heard = () =>
    visit.page.evaluate(() => [...(globalThis as unknown as { heard: string[] }).heard, location.hash])
  const becomes = (look: string) => expect.poll(filter, { timeout: 3000 }).toContain(look)

  beforeEach(async () => {
    await visit.page.goto(`${visit.site.address}/${Math.random()}`)
    await waitForReport(visit.popup, visit.site.address, settled(1), LIMIT_MS)
    await becomes('blur')
    await pause(600) // its label is placed
  })
  let opened: Page | undefined
  afterEach(async () => {
    await opened?.close()
    opened = undefined
  })

  test('a tap reveals, one on the label hides again, and the page hears of neither', async () => {
    await visit.page.touch(60, 60, TAP_MS)
    await becomes('none')
    await pause(300)
    // its label has moved into a corner
    await visit.page.touch(280, 37, TAP_MS)
    await becomes('blur')
    expect(await heard()).toEqual([''])
  })

  /** Whether something of the extension stands there, below the picture. */
  const isPanelThere = () =>
    visit.page.evaluate(() => {
      const found = document.elementFromPoint(180, 300)
      return found?.localName === 'div' && found.parentElement === document.documentElement
    })

  test('a long press tells why, and a tap beside that is enough of it', async () => {
    await visit.page.touch(60, 60, LONG_PRESS_MS)
    await expect.poll(isPanelThere, { timeout: 3000 }).toBe(true)
    await pause(500)
    expect([await isPanelThere(), await filter()]).toEqual([true, expect.stringContaining('blur')])
    expect((await heard()).filter((type) => type === 'click')).toEqual([])
    await visit.page.touch(180, 620, TAP_MS)
    await expect.poll(isPanelThere, { timeout: 3000 }).toBe(false)
    expect(await filter()).toContain('blur')
  })

  test.each(['popup/popup.html', 'options/options.html', 'welcome/welcome.html'])(
    '%s has room, and nothing that a finger misses',
    async (path) => {
      opened = await visit.browser.extensionPage(`src/extension/${path}`)
      await pause(1000)
      expect(await missed(opened)).toEqual([])
    },
  )
})
