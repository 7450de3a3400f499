/** The ways in which an element shows a picture. */
export type Kind = 'img' | 'background' | 'poster' | 'svg'

/** Selects the elements of all kinds but backgrounds. */
export const DIRECT = 'img, video[poster], image'

/** The address behind a CSS background. The veil only shrinks it to nothing, so the style still tells the address. */
function backgroundAddress(element: Element): string | null {
  const found = /url\("((?:https?:|data:image\/|blob:)[^"]+)"\)/.exec(getComputedStyle(element).backgroundImage)
  return found ? found[1] : null
}

/** What kind of picture an element shows, or null. */
export function kindOf(element: Element): Kind | null {
  if (element.localName === 'img') return 'img'
  if (element.localName === 'video') return element.hasAttribute('poster') ? 'poster' : null
  if (element instanceof SVGImageElement) return 'svg'
  return element instanceof HTMLElement && backgroundAddress(element) !== null ? 'background' : null
}

/** The address that the browser really shows (after srcset and <picture>); null while there is none. */
export function addressOf(element: Element, kind: Kind): string | null {
  switch (kind) {
    case 'img':
      return (element as HTMLImageElement).currentSrc || (element as HTMLImageElement).src || null
    case 'poster':
      return (element as HTMLVideoElement).poster || null
    case 'svg': {
      const { baseVal } = (element as SVGImageElement).href
      return baseVal ? new URL(baseVal, document.baseURI).href : null
    }
    case 'background':
      return backgroundAddress(element)
  }
}
