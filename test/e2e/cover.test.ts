import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { describe, expect, test } from 'vitest'
import { type BrowserName, waitForReport } from '../../demo/browsers.ts'
import { type Site, serve } from '../../demo/server.ts'
import type { PictureReport } from '../../src/extension/protocol.ts'
import { pages } from './cover-pages.ts'
import { pictures } from './site.ts'
import { pause, useVisit } from './visit.ts'

const LIMIT_MS = 60_000

/** One picture at any address that begins with its name, so that each place is a picture of its own. */
function serveCoverPages(): Promise<Site> {
  return serve(async (path) => {
    const page = pages[path.slice(1)]
    if (page) return { type: path.endsWith('.svg') ? 'image/svg+xml' : 'text/html', body: page }
    const name = /^\/(offensive|harmless)[-\w]*\.jpg$/.exec(path)?.[1] as 'offensive' | 'harmless' | undefined
    return name ? { type: 'image/jpeg', body: await pictures[name] } : null
  })
}

describe.each<BrowserName>(['chrome', 'firefox'])('the cover in %s', (name) => {
  const visit = useVisit(name, serveCoverPages)

  const judged = (n: number) => (found: PictureReport[]) => found.filter((p) => p.state !== 'checking').length >= n
  const report = (ready: (found: PictureReport[]) => boolean) =>
    waitForReport(visit.popup, visit.site.address, ready, LIMIT_MS)
  async function open(path: string, n = 1): Promise<PictureReport[]> {
    await visit.page.goto(`${visit.site.address}/${path}`)
    const found = await report(judged(n))
    await pause(600) // labels are placed
    return found
  }
  const middleOf = (id: string) =>
    visit.page.evaluate((id) => {
      const { x, y, width, height } = (document.getElementById(id) as Element).getBoundingClientRect()
      return { x: x + width / 2, y: y + height / 2 }
    }, id)
  /** Clicks on an element's middle, and says what the page heard of it. */
  async function click(id: string): Promise<string[]> {
    const { x, y } = await middleOf(id)
    await visit.page.evaluate(() => Object.assign(globalThis, { heard: [] }))
    await visit.page.click(x, y)
    await pause(300)
    return visit.page.evaluate(() => (globalThis as unknown as { heard: string[] }).heard)
  }
  const filterOf = (id: string) =>
    visit.page.evaluate((id) => getComputedStyle(document.getElementById(id) as Element).filter, id)
  const scrollTo = async (y: number, id?: string) => {
    await visit.page.evaluate(
      ({ y, id }) => (id ? (document.getElementById(id) as Element).scrollTo(0, y) : window.scrollTo(0, y)),
      { y, id },
    )
    await pause(400)
  }

  test.each(['bar', 'menu', 'clipped', 'input', 'dialog'])(
    'complaint 6: a click on a %s over or beside it is the page’s',
    async (what) => {
      await open(`over-${what}`)
      if (what === 'bar') await scrollTo(150)
      if (what === 'clipped') await scrollTo(160, 'scroller')
      expect(await click('wanted')).toEqual(['wanted'])
    },
  )

  test.each(['opacity', 'visibility'])('a slide hidden by %s has no label over the one in front', async (what) => {
    await open(`slide-${what}`, 2)
    expect(await filterOf('front')).toBe('none')
    expect(await visit.page.evaluate(() => document.documentElement.lastElementChild === document.body)).toBe(true)
  })

  test('a container with a background keeps its links, its input and its words', async () => {
    const [found] = await open('container')
    expect(found.state).toBe('offensive')
    for (const id of ['link', 'button', 'input']) expect(await click(id)).toEqual([id])
  })

  test.each(['important', 'layered', 'inline', 'transition', 'greyscale'])(
    'complaint 7: a site’s %s style does not uncover a picture',
    async (what) => {
      await open(`style-${what}`)
      expect(await filterOf('picture')).toContain('blur')
    },
  )

  test('complaint 7: a page that sets or takes away marks neither uncovers nor learns the verdict', async () => {
    await open('marks', 2)
    await pause(1000)
    expect(await filterOf('picture')).toContain('blur')
    const seen = await visit.page.evaluate(() => (globalThis as unknown as { seen: string[] }).seen)
    expect(seen.filter((value) => value !== 'yes').every((value) => /^[a-z]{6}$/.test(value))).toBe(true)
    expect(seen.length).toBeLessThan(60) // nobody fights for ever
  })

  test.each(['sibling', 'attribute', 'checked', 'has', 'rule'])(
    'a background that another element or a script’s %s brings is covered',
    async (what) => {
      await visit.page.goto(`${visit.site.address}/selectors`)
      await pause(500)
      await visit.page.evaluate((what) => (globalThis as unknown as { bring(what: string): void }).bring(what), what)
      const size = () =>
        visit.page.evaluate(
          (what) => getComputedStyle(document.querySelector(`.${what}`) as Element).backgroundSize,
          what,
        )
      await expect.poll(size, { timeout: 5000, interval: 100 }).toMatch(/^0px/)
    },
  )

  test('before it is judged a picture is covered, and lies under a bar that comes before it', async () => {
    await visit.page.goto(`${visit.site.address}/selectors`)
    await pause(500)
    const found = await visit.page.evaluate(() => {
      document.body.innerHTML = `<p id="bar" style="position:absolute;left:0;top:0;width:400px;height:40px;margin:0">
        </p><img id="picture" src="/offensive-new.jpg" width="400" height="300" style="display:block;overflow:visible">`
      const picture = document.getElementById('picture') as Element
      const { x, y } = picture.getBoundingClientRect()
      const { objectPosition, overflow, borderImageWidth } = getComputedStyle(picture)
      return [objectPosition, overflow, borderImageWidth, document.elementFromPoint(x + 20, y + 20)?.id]
    })
    expect(found).toEqual(['-99999px 0px', 'clip', '0', 'bar'])
  })

  test.each([
    ['sprites', 3],
    ['sourceless', 1],
  ])('%s are judged and covered', async (path, n) => {
    await visit.page.goto(`${visit.site.address}/${path}`)
    await report((found) => found.filter(({ state }) => state === 'offensive').length >= n)
  })

  test('no transition of the page keeps a harmless picture covered', async () => {
    await open('moving')
    const position = () =>
      visit.page.evaluate(() => getComputedStyle(document.querySelector('img') as Element).objectPosition)
    await expect.poll(position, { timeout: 2000 }).toBe('50% 50%')
  })

  test.each(['caption', 'zoomed'])('%s: no label lies over what is beside it or lets clicks through', async (path) => {
    await open(path)
    const file = join(mkdtempSync(join(tmpdir(), 'memeveil-caption-')), 'page.png')
    await visit.page.screenshot(file)
    const { x, y, width, height } = await visit.page.evaluate(() =>
      (document.getElementById('caption') as Element).getBoundingClientRect().toJSON(),
    )
    const box = { left: x + 1, top: y + 1, width: width - 2, height: height - 2 }
    const { channels } = await sharp(await sharp(file).extract(box).png().toBuffer()).stats()
    // yellow and red alone, but for the end of a shadow
    expect([channels[0].min > 230, channels[2].max]).toEqual([true, 0])
  })

  test('a menu that opens later, and has no z-index, lies over a picture', async () => {
    await open('opens')
    expect(await click('button')).toEqual(['button'])
    expect(await click('wanted')).toEqual(['wanted'])
  })

  test('a page that writes itself anew is covered, and its labels work', async () => {
    await open('rewritten')
    await visit.page.evaluate(() => (globalThis as unknown as { rewrite(): void }).rewrite())
    await report((found) => found[0]?.state === 'offensive')
    await pause(600)
    expect(await filterOf('picture')).toContain('blur')
    expect((await click('picture')) ?? []).toEqual([])
    expect(await filterOf('picture')).toBe('none')
  })

  test('a page that takes keys leaves a label its own', async () => {
    await open('shortcuts')
    await visit.page.press('Tab')
    await visit.page.press('Enter')
    await expect.poll(() => filterOf('picture'), { timeout: 3000 }).toBe('none')
  })

  test('where the page strips attributes and classes, what is offensive stays covered, and nothing else', async () => {
    await open('strips', 3)
    const shown = () =>
      visit.page.evaluate(() => {
        const box = getComputedStyle(document.getElementById('box') as Element)
        const filters = ['bad', 'good'].map((id) => getComputedStyle(document.getElementById(id) as Element).filter)
        return [...filters, box.backgroundSize]
      })
    await expect.poll(shown, { timeout: 5000, interval: 200 }).toEqual(['blur(64px)', 'none', '0px 0px'])
  })

  test('a picture on a canvas is judged where it can be read; a canvas that never rests is none', async () => {
    const found = await open('canvases', 3)
    expect(found.map(({ kind, state }) => `${kind} ${state}`).sort()).toEqual([
      'canvas fine',
      'canvas offensive',
      'canvas unknown',
    ])
    expect(found.find(({ state }) => state === 'unknown')?.reason).toContain(
      'on a canvas whose pixels the browser keeps from scripts',
    )
    const filters = await Promise.all(['bad', 'good', 'foreign', 'game'].map(filterOf))
    expect(filters.map((filter) => filter.includes('blur'))).toEqual([true, false, true, false])
  })

  test('pictures in <object> and <embed> load as without a cover, whenever they come', async () => {
    await open('objects')
    type Counting = { count(): Promise<{ made: number; failed: number }> }
    const counted = await visit.page.evaluate(() => (globalThis as unknown as Counting).count())
    expect(counted).toEqual({ made: 150, failed: 0 })
  })

  test('each way of CSS to show a picture is found, and only what is offensive is veiled', async () => {
    const found = await open('styled', 11)
    expect(
      found
        .filter((p) => p.state === 'offensive')
        .map((p) => p.kind)
        .sort(),
    ).toEqual(
      [
        'after',
        'background',
        'background',
        'background',
        'before',
        'border',
        'content',
        'input',
        'list',
        'background',
      ].sort(),
    )
    expect(found.filter((p) => p.state === 'fine').map((p) => p.address.split('/').pop())).toEqual([
      'harmless-only.jpg',
    ])
  })

  test('complaint 2: a background that a class above it or a rule brings is covered before it is painted', async () => {
    await visit.page.goto(`${visit.site.address}/later`)
    const shown = await visit.page.evaluate(async () => {
      const frames = async (n: number) => {
        for (let i = 0; i < n; i++) await new Promise(requestAnimationFrame)
      }
      await frames(30)
      document.getElementById('outer')?.classList.add('on')
      await frames(2)
      return getComputedStyle(document.getElementById('inner') as Element).backgroundSize
    })
    expect(shown).toMatch(/^0px/)
  })

  test('shadow roots, open and closed, stay covered when they are rendered again', async () => {
    await open('shadows', 2)
    expect(await visit.page.evaluate(() => (globalThis as unknown as { filters(): string[] }).filters())).toEqual(
      expect.arrayContaining([expect.stringContaining('blur')]),
    )
    await visit.page.evaluate(() => (globalThis as unknown as { again(): void }).again())
    await report(judged(2))
    await pause(500)
    const filters = await visit.page.evaluate(() => (globalThis as unknown as { filters(): string[] }).filters())
    expect(filters.every((filter) => filter.includes('blur'))).toBe(true)
  })

  test.each(['srcdoc', 'blank', 'blob', 'data'])(
    'pictures in a %s frame that the page writes are covered',
    async (what) => {
      await visit.page.goto(`${visit.site.address}/frame-${what}`)
      await pause(2500)
      const filter = await visit.page.evaluate(() =>
        (globalThis as unknown as { filterInside(): string }).filterInside(),
      )
      expect(filter).toContain('blur')
    },
  )

  test.each(['dialog', 'popover', 'picture'])(
    'in a modal %s it is revealed by click, and hidden again by keyboard',
    async (what) => {
      await visit.page.goto(`${visit.site.address}/top-${what}`)
      await visit.page.evaluate(() => (globalThis as unknown as { show(): void }).show())
      await report(judged(1))
      await pause(800)
      await click('picture')
      expect(await filterOf('picture')).toBe('none')
      await visit.page.press('Tab')
      await visit.page.press('Enter')
      await pause(300)
      expect(await filterOf('picture')).toContain('blur')
    },
  )

  test('labels come back when the page removes them, and no style of the page hides them', async () => {
    await open('reset')
    await visit.page.evaluate(() => {
      for (const child of [...document.documentElement.children]) {
        if (child !== document.head && child !== document.body) child.remove()
      }
    })
    await pause(900)
    const shown = await visit.page.evaluate(() => {
      const host = document.documentElement.lastElementChild as HTMLElement
      return host !== document.body && getComputedStyle(host).display
    })
    expect(shown).toBe('block')
  })

  test('complaint 2: a picture that grows is covered before it can be read', async () => {
    await visit.page.goto(`${visit.site.address}/growing`)
    await pause(1500)
    const open_ = await visit.page.evaluate(async () => {
      const picture = document.getElementById('picture') as Element
      document.getElementById('zoom')?.classList.add('open')
      let frames = 0
      const end = performance.now() + 1500
      while (performance.now() < end) {
        await new Promise(requestAnimationFrame)
        const wide = picture.getBoundingClientRect().width > 200
        const { filter, objectPosition } = getComputedStyle(picture)
        if (wide && filter === 'none' && !objectPosition.startsWith('-')) frames++
      }
      return frames
    })
    expect(open_).toBe(0)
    expect((await report(judged(1)))[0].state).toBe('offensive')
  })

  test('what was being checked when the page was left is judged after Back', async () => {
    await visit.page.goto(`${visit.site.address}/back`)
    await pause(150)
    await visit.page.goto(`${visit.site.address}/blank`)
    await pause(800)
    await visit.page.evaluate(() => history.back())
    await pause(500)
    const found = await report(judged(3))
    expect(found.map((p) => p.state).sort()).toEqual(['fine', 'offensive', 'offensive'])
  })
})
