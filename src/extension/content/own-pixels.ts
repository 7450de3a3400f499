import { within } from '../within.ts'
import { settle } from './settle.ts'

/** A page's own copy of a picture that is still on its way is waited for so long. */
const WAIT_MS = 10_000
/** Larger ones are shrunk: the reader sees no more in them, and the message grows. */
const MOST_PIXELS = 4_000_000

/**
 * The pixels that an element shows, as a data address; null where it shows none yet or the browser keeps them from
 * scripts (a picture of another origin, in Chromium 156 and Firefox 153 even where the extension may access it). The
 * element is drawn onto a canvas that the page never gets: it is not changed, and no request is made.
 */
export async function ownPixels(element: Element): Promise<string | null> {
  if (!isDrawable(element)) return null
  try {
    if (!(await isDecoded(element))) return null
    const size = sizeOf(element)
    if (!(size.width > 0 && size.height > 0)) return null
    const shrink = Math.min(1, Math.sqrt(MOST_PIXELS / (size.width * size.height)))
    const canvas = document.createElement('canvas')
    canvas.width = Math.max(1, Math.round(size.width * shrink))
    canvas.height = Math.max(1, Math.round(size.height * shrink))
    canvas.getContext('2d')?.drawImage(element, 0, 0, canvas.width, canvas.height)
    const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve))
    return blob && (await dataAddress(blob))
  } catch {
    return null // tainted
  }
}

type Drawable = HTMLImageElement | SVGImageElement | HTMLCanvasElement

function isDrawable(element: Element): element is Drawable {
  return [HTMLImageElement, SVGImageElement, HTMLCanvasElement].some((type) => element instanceof type)
}

async function isDecoded(element: Drawable): Promise<boolean> {
  if (element instanceof HTMLCanvasElement) return true
  // both have it in Chromium 156 and Firefox 153, the types know it of <img> alone
  const decoded = (element as HTMLImageElement).decode()
  return within(
    WAIT_MS,
    decoded.then(() => true),
    () => false,
  )
}

/** In pixels of the picture where it tells them, else in those of the page. */
function sizeOf(element: Drawable): { width: number; height: number } {
  if (element instanceof HTMLCanvasElement) return element
  if (element instanceof HTMLImageElement) return { width: element.naturalWidth, height: element.naturalHeight }
  settle()
  return element.getBoundingClientRect()
}

/** A blob's bytes as a data address. */
export function dataAddress(blob: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.onload = () => resolve(reader.result as string)
    reader.onerror = () => reject(reader.error)
    reader.readAsDataURL(blob)
  })
}
