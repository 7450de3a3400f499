import { draw } from '../../demo/draw.ts'
import { type Route, type Site, serve } from '../../demo/server.ts'
import { animation } from '../fixtures/animations.ts'
import { pictures } from './site.ts'

const img = (src: string, id: string, more = '') =>
  `<img id="${id}" src="${src}" width="420" height="308" style="display:block" ${more}>`
const page = (body: string) => `<!doctype html><meta charset="utf-8"><body style="margin:0">${body}`

/** How each picture of a page was painted in every frame, where that differs from the frame before. */
export interface Painted {
  looks: Record<string, string[]>
}

/** The script that notes it. */
export const PAINTED = `<script>
  globalThis.looks = {}
  const look = (picture) => {
    const { filter, objectPosition } = getComputedStyle(picture)
    return filter !== 'none' || objectPosition.startsWith('-9') ? 'covered' : 'shown'
  }
  let changed = false
  const { port1, port2 } = new MessageChannel()
  port1.onmessage = () => {
    // what changed since the frame was painted has yet to be
    if (changed) return
    for (const picture of document.images) {
      const seen = (globalThis.looks[picture.id] ??= [])
      if (seen.at(-1) !== look(picture)) seen.push(look(picture))
    }
  }
  // a message comes after the frame's own callbacks, the extension's too
  const watch = () => {
    changed = false
    port2.postMessage(null)
    requestAnimationFrame(watch)
  }
  watch()
  const changes = { attributes: true, childList: true, subtree: true }
  new MutationObserver(() => (changed = true)).observe(document, changes)
</script>`

const PAGES: Record<string, string> = {
  '/restless': page(PAINTED + img('/offensive.jpg?restless', 'bad') + img('/harmless.jpg?restless', 'good')),
  '/two': page(img('/offensive.jpg?first', 'first') + img('/offensive.jpg?second', 'second')),
  '/moving': page(
    `${img('/middle.gif', 'gif')}${img('/middle.webp', 'webp')}${img('/calm.gif', 'calm')}
    <video id="poster" width="420" height="308" poster="/offensive.jpg?poster" style="display:block"></video>`,
  ),
  '/lazy': page(
    `${img('/near.jpg', 'near')}<div style="height:20000px"></div>
    ${[0, 1, 2].map((i) => img(`/far-${i}.jpg`, `far-${i}`, 'loading="lazy"')).join('')}`,
  ),
}

/** Of three frames, the middle one offensive or harmless as the others. */
async function animated(middle: 'offensive' | 'harmless') {
  return animation([await pictures.harmless, await pictures[middle], await pictures.other])
}

const ANIMATED: Record<string, () => Promise<Route>> = {
  '/middle.gif': async () => ({ type: 'image/gif', body: await (await animated('offensive')).gif().toBuffer() }),
  '/calm.gif': async () => ({ type: 'image/gif', body: await (await animated('harmless')).gif().toBuffer() }),
  '/middle.webp': async () => ({ type: 'image/webp', body: await (await animated('offensive')).webp().toBuffer() }),
}

export function serveComplaints(): Promise<Site> {
  return serve(async (path) => {
    if (PAGES[path]) return { type: 'text/html', body: PAGES[path] }
    if (ANIMATED[path]) return ANIMATED[path]()
    const name = /^\/(offensive|harmless)\.jpg$/.exec(path)?.[1] as 'offensive' | 'harmless' | undefined
    if (name) return { type: 'image/jpeg', body: await pictures[name] }
    if (!/^\/(near|far-\d)\.jpg$/.test(path)) return null
    const words = { top: `We saw ${path.slice(1, 6)} the sea`, bottom: 'and had ice cream' }
    return { type: 'image/jpeg', body: await draw({ id: 'drawn', label: 'non-offensive', scene: 'sea', ...words }) }
  })
}
