import { afterEach, describe, expect, test } from 'vitest'
import { type BrowserName, waitForReport } from '../../demo/browsers.ts'
import { draw } from '../../demo/draw.ts'
import { type Site, serve } from '../../demo/server.ts'
import type { PictureReport } from '../../src/extension/protocol.ts'
import type { CoverFirst } from '../../src/extension/settings.ts'
import { PAINTED, type Painted } from './complaints-pages.ts'
import { changeSettings, ONE_TRY, pause, settled, useVisit } from './visit.ts'

const LIMIT_MS = 90_000
/** Each stands before the photo, which so has a first look long before its turn. */
const MEMES = 6

const picture = (id: string) => `<img id="${id}" src="/${id}.jpg" width="210" height="154">`

/** As many scenes as there are pages, so that no picture of one is known from another. */
const SCENES = { warm: 'road', all: 'city', lettering: 'hills', none: 'sea' } as const
type PageName = keyof typeof SCENES

const drawn = new Map<string, Promise<Buffer>>()
function drawOnce(page: PageName, name: string): Promise<Buffer> {
  const words =
    name === 'photo' ? {} : { top: 'All immigrants are criminals', bottom: `throw them out ${name.slice(4)}` }
  const key = `${page}-${name}`
  if (!drawn.has(key)) drawn.set(key, draw({ id: name, label: 'offensive', scene: SCENES[page], ...words }))
  return drawn.get(key) as Promise<Buffer>
}

/** Pages with memes and, below them, a photo. */
async function serveFeeds(): Promise<Site> {
  const names = [...Array.from({ length: MEMES }, (_, i) => `meme${i}`), 'photo']
  const pages = Object.keys(SCENES) as PageName[]
  // drawn ahead: it takes longer than any look
  for (const page of pages) for (const name of names) await drawOnce(page, name)
  return serve(async (path) => {
    const [, page, name] = /^\/(\w+)(?:-(\w+)\.jpg)?$/.exec(path) ?? []
    if (!page || !(page in SCENES)) return null
    if (name) return { type: 'image/jpeg', body: await drawOnce(page as PageName, name) }
    const body = names.map((name) => picture(`${page}-${name}`)).join('')
    return { type: 'text/html', body: `<!doctype html><body>${PAINTED}${body}` }
  })
}

describe.each<BrowserName>(['chrome', 'firefox'])('what is covered first in %s', ONE_TRY, (name) => {
  const visit = useVisit(name, serveFeeds)
  afterEach(() => changeSettings(visit.popup, { coverFirst: 'all' }))

  /** What was painted until all was judged, and whether the photo was ever seen while it was still being checked. */
  async function watch(coverFirst: CoverFirst): Promise<{ memes: string[][]; photo: string[]; early: boolean }> {
    await changeSettings(visit.popup, { coverFirst })
    // the models are loaded, and what covers first is registered
    await visit.page.goto(`${visit.site.address}/warm`)
    await waitForReport(visit.popup, visit.site.address, settled(MEMES + 1), LIMIT_MS)
    await visit.page.goto(`${visit.site.address}/${coverFirst}`)
    const painted = () => visit.page.evaluate(() => (globalThis as unknown as Painted).looks)
    let early = false
    for (let found: PictureReport[] = []; !settled(MEMES + 1)(found); await pause(20)) {
      // first what is seen: by the time of the report it may be judged
      const { [`${coverFirst}-photo`]: seen } = await painted()
      found = await waitForReport(visit.popup, visit.site.address, () => true, LIMIT_MS)
      const isOpen = found.some((p) => p.address.includes('photo') && p.state === 'checking')
      early ||= isOpen && seen?.at(-1) === 'shown'
    }
    await pause(200)
    const { [`${coverFirst}-photo`]: photo, ...memes } = await painted()
    return { memes: Object.values(memes), photo, early }
  }

  test('all: each picture is covered until it is judged', async () => {
    const { memes, photo, early } = await watch('all')
    expect(memes).toEqual(memes.map(() => ['covered']))
    expect([photo, early]).toEqual([['covered', 'shown'], false])
  })

  test('those with lettering: a photo is shown before it is judged, and no meme ever', async () => {
    const { memes, photo, early } = await watch('lettering')
    expect(memes).toEqual(memes.map(() => ['covered']))
    expect([photo, early]).toEqual([['covered', 'shown'], true])
  })

  test('none: each picture shows until it is flagged', async () => {
    const { memes, photo } = await watch('none')
    expect(memes).toEqual(memes.map(() => ['shown', 'covered']))
    expect(photo).toEqual(['shown'])
  })
})
