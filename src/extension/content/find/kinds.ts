import { settle } from '../settle.ts'
import { drawingOn } from './canvases.ts'

/** The ways in which an element shows a picture. */
export type Kind =
  | 'img'
  | 'poster'
  | 'svg'
  | 'input'
  | 'object'
  | 'embed'
  | 'canvas'
  | 'background'
  | 'border'
  | 'list'
  | 'content'
  | 'mask'
  | 'before'
  | 'after'

/** One picture that an element shows, and how. */
export interface Source {
  kind: Kind
  /** Absolute; `canvas:` stands for a drawing, whose pixels the element alone has. */
  address: string
}

/** Selects the elements that show a picture whatever their style says. */
export const DIRECT = 'img, video[poster], image, feImage, input[type="image" i], object, embed, canvas'

/** Kinds that an element shows by what it is; all others come from its style. */
const DIRECT_KINDS: Kind[] = ['img', 'poster', 'svg', 'input', 'object', 'embed', 'canvas']

export function isDirect(kind: Kind): boolean {
  return DIRECT_KINDS.includes(kind)
}

/** Kinds that are the element's own box, covered as a whole; all others are drawn behind or beside its content. */
export function isWhole(kind: Kind): boolean {
  return isDirect(kind) || kind === 'content' || kind === 'mask'
}

const URL_OF = /url\("((?:https?:|data:image\/|blob:)[^"]+)"\)/g

/** Every address in a computed value; of an `image-set` the one that the screen's resolution chooses. */
export function addressesIn(value: string, resolution: number): string[] {
  const chosen = value.replace(/image-set\(((?:[^()"]|"[^"]*"|\([^()]*\))*)\)/g, (_, options: string) =>
    chosenOf(options, resolution),
  )
  return [...chosen.matchAll(URL_OF)].map(([, address]) => address)
}

/** The least resolution that is enough, else the greatest, as browsers choose. */
function chosenOf(options: string, resolution: number): string {
  const parts = [...options.matchAll(/(url\("[^"]*"\)|"[^"]*")(?:\s+([\d.]+)(x|dppx|dpi|dpcm))?/g)].map(
    ([, image, number, unit]) => ({
      image: image.startsWith('url') ? image : `url(${image})`,
      density: Number(number ?? 1) * (unit === 'dpi' ? 1 / 96 : unit === 'dpcm' ? 2.54 / 96 : 1),
    }),
  )
  const byDensity = parts.sort((a, b) => a.density - b.density)
  return (byDensity.find((p) => p.density >= resolution) ?? byDensity.at(-1))?.image ?? ''
}

/** What an element shows by itself: after srcset and <picture>, and whatever an <animate> puts into an SVG's href. */
function directAddresses(element: Element): Source[] {
  const one = (kind: Kind, address: string | null | undefined): Source[] => (address ? [{ kind, address }] : [])
  switch (element.localName) {
    case 'img': {
      const { currentSrc, src } = element as HTMLImageElement
      return one('img', currentSrc || src)
    }
    case 'video':
      return one('poster', absolute(element, element.getAttribute('poster')))
    case 'input':
      return (element as HTMLInputElement).type === 'image' ? one('input', (element as HTMLInputElement).src) : []
    case 'object':
      return isPictureType(element) ? one('object', (element as HTMLObjectElement).data) : []
    case 'embed':
      return isPictureType(element) ? one('embed', (element as HTMLEmbedElement).src) : []
    case 'canvas': {
      const drawing = drawingOn(element)
      return one('canvas', drawing && `canvas:${drawing}`)
    }
    case 'image':
    case 'feImage':
      return svgAddresses(element).map((address) => ({ kind: 'svg', address }))
    default:
      return []
  }
}

const PICTURE_FILE = /\.(jpe?g|png|gif|webp|avif|bmp|svg)([?#]|$)/i

/** An <object> or <embed> is a picture where its type says so, or, without one, its address. */
function isPictureType(element: Element): boolean {
  const type = element.getAttribute('type')
  if (type) return type.toLowerCase().startsWith('image/')
  return PICTURE_FILE.test(element.getAttribute('data') ?? element.getAttribute('src') ?? '')
}

/** Null where it is none: an empty field may leave a page with `http://`. */
function absolute({ baseURI }: Element, address: string | null): string | null {
  return address && URL.canParse(address, baseURI) ? new URL(address, baseURI).href : null
}

const XLINK = 'http://www.w3.org/1999/xlink'

function svgAddresses(element: Element): string[] {
  const own = element.getAttribute('href') ?? element.getAttributeNS(XLINK, 'href')
  const animated = [...element.querySelectorAll('animate[attributeName$="href"], set[attributeName$="href"]')].flatMap(
    (animation) => [
      ...(animation.getAttribute('values')?.split(';') ?? []),
      ...['from', 'to'].map((name) => animation.getAttribute(name) ?? ''),
    ],
  )
  const found = [own ?? '', ...animated].map((address) => address.trim()).filter(Boolean)
  return [...new Set(found)].flatMap((address) => absolute(element, address) ?? [])
}

/** What the style of an element shows, its own box and its pseudo-elements. */
function styledAddresses(element: Element): Source[] {
  const resolution = devicePixelRatio
  const sources: Source[] = []
  const add = (kind: Kind, value = '') => {
    if (!value.includes('url(') && !value.includes('image-set(')) return
    for (const address of addressesIn(value, resolution)) sources.push({ kind, address })
  }
  settle()
  const style = getComputedStyle(element)
  add('background', style.backgroundImage)
  add('border', style.borderImageSource)
  if (style.display === 'list-item') add('list', style.listStyleImage)
  add('content', style.content)
  // shapes are cut by an SVG, and by a photograph's brightness only where somebody hides one so
  if (!/\.svg|image\/svg/.test(style.maskImage)) add('mask', style.maskImage)
  // these have no pseudo-elements, and most pictures are one
  if (element instanceof HTMLImageElement) return sources
  for (const kind of ['before', 'after'] as const) {
    const pseudo = getComputedStyle(element, `::${kind}`)
    if (pseudo.content === 'none' || pseudo.content === 'normal') continue
    for (const value of [pseudo.content, pseudo.backgroundImage, pseudo.borderImageSource]) add(kind, value)
  }
  return sources
}

/** Every picture that an element shows, each once. */
export function sourcesOf(element: Element): Source[] {
  const styled = element instanceof SVGElement && element.localName !== 'svg' ? [] : styledAddresses(element)
  const found = [...directAddresses(element), ...styled]
  return found.filter((source, i) => found.findIndex((other) => other.address === source.address) === i)
}
