import { readFileSync } from 'node:fs'

/** A store's texts in a language: store/<language>.json. */
export interface Listing {
  /** addons.mozilla.org's; the Chrome Web Store takes the manifest's description. */
  summary: string
  /** By paragraph. */
  description: string[]
  captions: Record<'feed' | 'why' | 'popup' | 'levels' | 'private' | 'tile', string>
}

export const listingIn = (language: string): Listing => JSON.parse(readFileSync(`store/${language}.json`, 'utf8'))

/** "ltr" or "rtl". */
export function directionOf(language: string): string {
  return JSON.parse(readFileSync(`public/_locales/${language}/messages.json`, 'utf8')).direction.message
}

/** A screenshot on a picture: where it lies, in pixels of 1280 by 800, and how large. */
export interface Shot {
  path: string
  left: number
  top: number
  width: number
  height: number
  /** Where its part begins that is shown, in its own pixels; its upper left corner unless told. */
  from?: { x: number; y: number }
  /** CSS pixels for one of its own. */
  scale?: number
}

const asAddress = (path: string, type: string) => `data:image/${type};base64,${readFileSync(path, 'base64')}`
const escapeHtml = (text: string) => text.replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`)

const STYLE = `
* { box-sizing: border-box; margin: 0 }
body { font-family: system-ui, 'Liberation Sans', 'DejaVu Sans', sans-serif; color: #fff }
#picture { position: relative; overflow: hidden; background: linear-gradient(160deg, #2b3350, #171b2b) }
h1 { position: absolute; font-weight: 650; text-wrap: balance; display: flex; align-items: center }
.shot {
  position: absolute; overflow: hidden; border-radius: 12px; background-repeat: no-repeat;
  box-shadow: 0 12px 40px #0008, 0 0 0 1px #fff2
}
`

function shotHtml({ path, left, top, width, height, from = { x: 0, y: 0 }, scale = 1 }: Shot): string {
  const place = `left:${left}px;top:${top}px;width:${width}px;height:${height}px`
  const image = `<img alt="" src="${asAddress(path, 'png')}" style="transform-origin:0 0;transform:scale(${scale})
    translate(${-from.x}px,${-from.y}px)">`
  return `<div class="shot" dir="ltr" style="${place}">${image}</div>`
}

const ICON = () => asAddress('public/icons/icon.svg', 'svg+xml')

function pictureHtml(size: string, direction: string, content: string): string {
  return `<!doctype html><html dir="${direction}"><meta charset="utf-8"><style>${STYLE}</style>
<body><div id="picture" style="${size}">${content}</div></body></html>`
}

/** A screenshot for the stores, 1280 by 800: a sentence above what it tells of. */
export function screenshotHtml(caption: string, direction: string, shots: Shot[]): string {
  const title = `<h1 style="inset:0 48px auto;height:112px;font-size:32px;gap:20px">
<img alt="" width="56" src="${ICON()}">${escapeHtml(caption)}</h1>`
  return pictureHtml('width:1280px;height:800px', direction, title + shots.map(shotHtml).join(''))
}

/** The promotion tile, 440 by 280. */
export function tileHtml(caption: string, direction: string, shots: Shot[]): string {
  const icon = `<img alt="" width="44" src="${ICON()}">`
  const name = `<h1 style="inset:18px 24px auto;font-size:30px;gap:14px">${icon}MemeVeil</h1>`
  const line = `<h1 style="inset:74px 24px auto;height:48px;font-size:17px;font-weight:500">${escapeHtml(caption)}</h1>`
  return pictureHtml('width:440px;height:280px', direction, name + line + shots.map(shotHtml).join(''))
}
