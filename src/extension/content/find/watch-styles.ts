const LOOK_MS = 1000
const SETTLED_MS = 300

interface Listener {
  /** The page's style rules may be others now. */
  onStyles(): void
  /** The pointer came over an element, and `:hover` rules with it. */
  onHover(element: Element): void
}

/**
 * Tells what may bring CSS pictures without a change of any element: stylesheets that load late, rules added by script,
 * another size of the window, the pointer.
 */
export function watchStyles(document: Document, { onStyles, onHover }: Listener, signal: AbortSignal): void {
  const onLoad = ({ target }: Event) => {
    if (target instanceof Element && /^(link|style)$/.test(target.localName)) onStyles()
  }
  document.addEventListener('load', onLoad, { capture: true, signal })
  watchRules(document, onStyles, signal)
  watchSize(onStyles, signal)
  let hovered: Element | null = null
  const tell = () => {
    if (hovered) onHover(hovered)
    hovered = null
  }
  const onOver = ({ target }: Event) => {
    if (!(target instanceof Element)) return
    if (!hovered) requestAnimationFrame(tell)
    hovered = target
  }
  document.addEventListener('pointerover', onOver, { capture: true, passive: true, signal })
}

/** Rules that a script inserts leave no event: their number is looked at now and then. */
function watchRules(document: Document, onStyles: () => void, signal: AbortSignal): void {
  let last = countRules(document)
  const timer = setInterval(() => {
    if (document.visibilityState !== 'visible') return
    const now = countRules(document)
    if (now !== last) onStyles()
    last = now
  }, LOOK_MS)
  signal.addEventListener('abort', () => clearInterval(timer), { once: true })
}

function countRules(document: Document): number {
  let sum = 0
  for (const sheet of [...document.styleSheets, ...(document.adoptedStyleSheets ?? [])]) {
    try {
      sum += 1 + sheet.cssRules.length
    } catch {
      sum++ // of another origin: its rules are nobody's business
    }
  }
  return sum
}

function watchSize(onStyles: () => void, signal: AbortSignal): void {
  let timer: ReturnType<typeof setTimeout> | undefined
  const settle = () => {
    clearTimeout(timer)
    timer = setTimeout(onStyles, SETTLED_MS)
  }
  window.addEventListener('resize', settle, { passive: true, signal })
  signal.addEventListener('abort', () => clearTimeout(timer), { once: true })
}
