import { flatten, type Picture, PictureError } from '../../core/picture/pixels.ts'
import { canvas, pixelsOf } from './canvas.ts'

/** More markup than this is no drawing for a page. */
const MOST_BYTES = 5_000_000
/** More elements than this, what `use` repeats included, take longer to draw than a picture may. */
const MOST_ELEMENTS = 100_000
/** Drawings have no pixels of their own: the longer side is drawn at least and at most so long. */
const LEAST_SIDE = 640
const MOST_SIDE = 1600
/** What HTML gives a picture without a size. */
const NO_SIZE = { width: 300, height: 150 }
/** What may show letters or a photograph; all else is shapes. */
const PICTURED = ['text', 'image', 'foreignObject', 'feImage']
/** An address of something that isn't in the drawing, or an escape that may hide one. */
const FROM_OUTSIDE = /data:|blob:|url\(\s*["']?[^#"'\s]|@import|\\/i

/** Whether bytes begin as XML does, and no picture of pixels. */
export function isMarkup(bytes: Uint8Array): boolean {
  return /^\s*</.test(new TextDecoder(encodingOf(bytes)).decode(bytes.subarray(0, 64)))
}

/**
 * An SVG as a page shows it in `<img>`: no script runs and nothing is loaded. One of shapes alone is `blank` and isn't
 * drawn. Throws PictureError.
 */
export async function drawSvg(bytes: Uint8Array<ArrayBuffer>, background: string | undefined): Promise<Picture> {
  if (bytes.length > MOST_BYTES) throw new PictureError(`the SVG has more than ${MOST_BYTES / 1e6} MB`, 'large-picture')
  const document = new DOMParser().parseFromString(new TextDecoder(encodingOf(bytes)).decode(bytes), 'image/svg+xml')
  const root = document.documentElement
  if (root.localName !== 'svg' || document.querySelector('parsererror')) {
    throw new PictureError('not a readable picture: it is markup, but no SVG')
  }
  if (countElements(root) > MOST_ELEMENTS) throw new PictureError('the SVG has too many parts to be drawn')
  if (isShapesAlone(document)) return { width: 1, height: 1, data: new Uint8Array(3), blank: true }
  const { width, height } = resized(root)
  const image = await load(new XMLSerializer().serializeToString(document))
  return flatten(width, height, pixelsOf(canvas(width, height), image), background)
}

/** XML in anything but UTF-8 begins with its mark, or has every other byte 0. */
function encodingOf([first, second]: Uint8Array): string {
  if ((first === 0xff && second === 0xfe) || (first === 0x3c && second === 0)) return 'utf-16le'
  return (first === 0xfe && second === 0xff) || (first === 0 && second === 0x3c) ? 'utf-16be' : 'utf-8'
}

/** Elements that are drawn: `use` draws its target once more, and a ring of them without end. */
function countElements(root: Element): number {
  const counts = new Map<Element, number>()
  const count = (element: Element): number => {
    const known = counts.get(element)
    if (known !== undefined) return known
    counts.set(element, Number.POSITIVE_INFINITY)
    const parts = [...element.children, ...usedBy(element)]
    const sum = parts.reduce((all, part) => (all > MOST_ELEMENTS ? all : all + count(part)), 1)
    counts.set(element, sum)
    return sum
  }
  return count(root)
}

function usedBy(element: Element): Element[] {
  if (element.localName !== 'use') return []
  const address = element.getAttribute('href') ?? element.getAttributeNS('http://www.w3.org/1999/xlink', 'href')
  const target = address?.startsWith('#') ? element.ownerDocument.getElementById(address.slice(1)) : null
  return target ? [target] : []
}

function isShapesAlone(document: Document): boolean {
  const elements = [...document.querySelectorAll('*')]
  if (elements.some(({ localName }) => PICTURED.includes(localName))) return false
  const outer = [...document.childNodes].filter((node) => node !== document.documentElement)
  const said = elements.flatMap((element) => [
    ...[...element.attributes]
      .filter(({ localName }) => !/^xmlns|^(?:href|src)$/.test(localName))
      .map(({ value }) => value),
    element.localName === 'style' ? (element.textContent ?? '') : '',
  ])
  return ![...said, ...outer.map(({ nodeValue }) => nodeValue ?? '')].some((value) => FROM_OUTSIDE.test(value))
}

/** Gives a drawing a size in whole pixels, in its own proportions. */
function resized(root: Element): { width: number; height: number } {
  const [, , boxWidth = 0, boxHeight = 0] = (root.getAttribute('viewBox') ?? '')
    .trim()
    .split(/[\s,]+/)
    .map(Number)
  const box = boxWidth > 0 && boxHeight > 0 ? { width: boxWidth, height: boxHeight } : null
  const own = { width: lengthOf(root, 'width'), height: lengthOf(root, 'height') }
  const { width, height } = own.width > 0 && own.height > 0 ? own : (box ?? NO_SIZE)
  // what has no box of its own would keep its size within a larger picture
  if (!box) root.setAttribute('viewBox', `0 0 ${width} ${height}`)
  const long = Math.max(width, height)
  const scale = Math.min(MOST_SIDE, Math.max(LEAST_SIDE, long)) / long
  const size = { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) }
  root.setAttribute('width', String(size.width))
  root.setAttribute('height', String(size.height))
  return size
}

/** Pixels; 0 for none, or in another unit. */
function lengthOf(root: Element, name: 'width' | 'height'): number {
  const value = /^\s*([\d.]+)(?:px)?\s*$/.exec(root.getAttribute(name) ?? '')
  return value ? Number(value[1]) : 0
}

async function load(svg: string): Promise<HTMLImageElement> {
  const image = new Image()
  // Chromium 156 lets no canvas be read that a foreignObject from a blob: address was drawn on
  image.src = `data:image/svg+xml,${encodeURIComponent(svg)}`
  try {
    await image.decode()
    return image
  } catch {
    throw new PictureError('not a readable picture: the browser does not draw this SVG')
  }
}
