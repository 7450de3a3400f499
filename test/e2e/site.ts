import sharp from 'sharp'
import { draw, type FeedPicture } from '../../demo/draw.ts'
import { type Site, serve } from '../../demo/server.ts'
import { blobs } from '../fixtures/blobs.ts'
import { flag } from '../fixtures/flags.ts'

const OFFENSIVE: FeedPicture = {
  id: 'offensive',
  label: 'offensive',
  scene: 'city',
  top: 'All immigrants are criminals',
  bottom: 'throw them out',
}
const HARMLESS: FeedPicture = {
  id: 'harmless',
  label: 'non-offensive',
  scene: 'cat',
  top: 'My cat knocked the vase',
  bottom: 'off the table again',
}
const OTHER: FeedPicture = {
  id: 'other',
  label: 'non-offensive',
  scene: 'sea',
  top: 'One does not simply',
  bottom: 'eat only one cookie',
}

/** Pictures of /kinds: a background, a blob, one in a shadow root, one from srcset, one in SVG. */
export const KINDS = 5
/** Pictures of /many, each shown nowhere else. */
export const MANY = 9

/** Pictures of /tall, each a screen below the one before. */
export const TALL = 10

/** Pictures of /ahead: some are in the window, as many in a row below it, and one more between them. */
export const AHEAD = 17

const head = '<!doctype html><meta charset="utf-8"><body style="margin:0">'
const img = (src: string, attributes = '', style = '') =>
  `<img src="${src}" ${attributes} width="420" height="308" style="display:block;${style}">`
const times = (n: number, part: (i: number) => string) => Array.from({ length: n }, (_, i) => part(i)).join('')

/** A picture in a shadow root, and one behind a blob address. */
const KINDS_SCRIPT = `<script>
  customElements.define('shadow-picture', class extends HTMLElement { connectedCallback() {
    this.attachShadow({ mode: 'open' }).innerHTML = \`${img('/offensive.jpg?shadow')}\` } })
  fetch('/offensive.jpg?blob').then((r) => r.blob()).then((b) => {
    document.getElementById('blob').src = URL.createObjectURL(b) })
</script>`

/** Pages that each show one thing; pictures are drawn, two of them on purpose missing or broken. */
const pages: Record<string, string> = {
  // the script runs while the page is parsed: what it sees is what the first paint shows
  '/verdicts': `${head}${img('/offensive.jpg', 'id="bad"')}${img('/harmless.jpg', 'id="good"')}
    <img id="icon" src="/other.jpg" width="24" height="24">
    <script>window.atFirstPaint = [...document.images].map((i) => getComputedStyle(i).objectPosition)</script>`,
  '/plain': `${head}${img('/harmless.jpg')}`,
  '/one': `${head}${img('/offensive.jpg', 'id="bad"')}`,
  '/framed': `${head}<iframe src="about:blank" width="500" height="400"></iframe><script>
    document.querySelector('iframe').contentDocument.body.innerHTML = \`${img('/offensive.jpg')}\`</script>`,
  '/skin': `${head}${img('/skin.jpg', 'id="skin"')}`,
  '/flag': `${head}${img('/flag.jpg', 'id="flag"')}`,
  '/failing': `${head}${img('/missing.jpg', 'id="missing"')}${img('/broken.jpg', 'id="broken"')}`,
  // a picture in front of each ground
  '/grounds': `${head}${['#202020', '#ffffff']
    .map((ground) => `<div style="background:${ground}">${img(`/words.png?${ground.slice(1)}`)}</div>`)
    .join('')}`,
  // allowed on 127.0.0.1 alone
  '/elsewhere': `${head}<script>
    const address = 'http://localhost:' + location.port + '/offensive.jpg'
    document.write('<img id="elsewhere" width="420" height="308" src="' + address + '">')</script>`,
  '/kinds': `${head}
    <div id="background" style="width:420px;height:308px;background:url(/offensive.jpg) center/cover"></div>
    <shadow-picture></shadow-picture>
    <picture><source srcset="/offensive.jpg?srcset 1x">${img('/missing.jpg', 'id="srcset"')}</picture>
    <svg width="420" height="308"><image id="svg" href="/offensive.jpg?svg" width="420" height="308"/></svg>
    <img id="blob" width="420" height="308" style="display:block">${KINDS_SCRIPT}`,
  '/many': `${head}${times(MANY, (i) => `<img src="/many-${i}.jpg" width="200" height="150">`)}`,
  '/ahead': `${head}${times(AHEAD, (i) => {
    const below = (top: number) => `position:absolute;top:calc(100vh + ${top}px);left:${(i % 8) * 150}px`
    const style = i < 8 ? '' : below(i < 16 ? 340 : 20)
    return `<img src="/ahead-${i}.jpg" width="140" height="105" style="${style}">`
  })}`,
  '/tall': `${head}${times(TALL, (i) => img(`/tall-${i}.jpg`, '', 'margin-bottom:900px'))}`,
}

/** Shows nobody, but the classifier of sexual pictures is sure of it. */
async function skin(): Promise<Buffer> {
  const { data, width, height } = blobs(320, 240, 41)
  return sharp(data, { raw: { width, height, channels: 3 } })
    .jpeg({ quality: 95 })
    .toBuffer()
}

/** White words on nothing. */
function words(): Promise<Buffer> {
  const line = (y: number, text: string) => `<text x="210" y="${y}">${text}</text>`
  const style = 'font: bold 30px DejaVu Sans, sans-serif; fill: #fff; text-anchor: middle'
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="420" height="308" style="${style}">
    ${line(80, 'All immigrants')}${line(130, 'are criminals')}${line(250, 'throw them out')}</svg>`
  return sharp(Buffer.from(svg)).png().toBuffer()
}

export const pictures = {
  offensive: draw(OFFENSIVE),
  harmless: draw(HARMLESS),
  other: draw(OTHER),
  skin: skin(),
  flag: flag('a hooked cross'),
}

export function serveTestPages(): Promise<Site> {
  return serve(async (path) => {
    if (pages[path]) return { type: 'text/html', body: pages[path] }
    if (path === '/words.png') return { type: 'image/png', body: await words() }
    if (path === '/broken.jpg') return { type: 'image/jpeg', body: (await pictures.harmless).subarray(0, 200) }
    const one = /^\/(many|tall|ahead)-(\d+)\.jpg$/.exec(path)
    if (one)
      return { type: 'image/jpeg', body: await draw({ ...OTHER, top: `Day ${one[2]} of the ${one[1]} holiday` }) }
    const name = /^\/(\w+)\.jpg$/.exec(path)?.[1] as keyof typeof pictures | undefined
    return name && name in pictures ? { type: 'image/jpeg', body: await pictures[name] } : null
  })
}
