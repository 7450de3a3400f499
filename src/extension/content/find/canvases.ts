/** The first look comes after so long, each further one that finds the same after twice as long. */
const FIRST_MS = 400
const MOST_MS = 8000
/** A canvas that is another one at so many looks is a game or a clock, not a picture. */
const MOST_CHANGES = 8
/** A drawing is told from another by a copy of this side, in pixels. */
const SIDE = 32
/** Lines and areas have fewer colours in that copy than a photograph or a caption. */
const LEAST_COLOURS = 16

/** Where a page taints its canvas by pictures of other sites, no script can read it. */
const UNREADABLE = 'unreadable'

const drawings = new WeakMap<Element, string>()

/** Names what is drawn on a canvas as far as it is known by now; null for nothing that looks like a picture. */
export function drawingOn(canvas: Element): string | null {
  return drawings.get(canvas) ?? null
}

interface Watched {
  last: string | null
  changes: number
  pause: number
  timer?: ReturnType<typeof setTimeout>
}

/** Looks at canvases in view now and then, for drawing leaves no event. */
export interface Canvases {
  watch(canvas: HTMLCanvasElement): void
}

/** Tells where another drawing has come to rest: `drawingOn` names it by then. */
export function createCanvases(onDrawing: (canvas: Element) => void, signal: AbortSignal): Canvases {
  const watched = new WeakMap<Element, Watched>()
  const views = new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) {
      const state = watched.get(target)
      clearTimeout(state?.timer)
      if (state && isIntersecting) plan(target as HTMLCanvasElement, state)
    }
  })
  signal.addEventListener('abort', () => views.disconnect(), { once: true })

  function plan(canvas: HTMLCanvasElement, state: Watched): void {
    state.timer = setTimeout(() => !signal.aborted && look(canvas, state), state.pause)
  }

  function look(canvas: HTMLCanvasElement, state: Watched): void {
    const now = fingerprint(canvas)
    const rests = now === state.last
    if (!rests && state.last !== null) state.changes++
    state.last = now
    state.pause = rests ? Math.min(MOST_MS, state.pause * 2) : FIRST_MS
    const ended = state.changes >= MOST_CHANGES
    if (ended) tell(canvas, null)
    else if (rests) tell(canvas, now)
    if (!ended) plan(canvas, state)
  }

  function tell(canvas: Element, drawing: string | null): void {
    if (drawing === drawingOn(canvas)) return
    if (drawing === null) drawings.delete(canvas)
    else drawings.set(canvas, drawing)
    onDrawing(canvas)
  }

  return {
    watch(canvas) {
      if (watched.has(canvas)) return
      watched.set(canvas, { last: null, changes: 0, pause: FIRST_MS })
      views.observe(canvas)
    },
  }
}

/** Null for a canvas that is empty, or has too few colours for a picture. */
function fingerprint(canvas: HTMLCanvasElement): string | null {
  // a new one each time: what was tainted once stays so
  const copy = new OffscreenCanvas(SIDE, SIDE).getContext('2d', { willReadFrequently: true })
  if (!copy || canvas.width === 0 || canvas.height === 0) return null
  try {
    copy.drawImage(canvas, 0, 0, SIDE, SIDE)
    const pixels = new Uint32Array(copy.getImageData(0, 0, SIDE, SIDE).data.buffer)
    if (new Set(pixels).size < LEAST_COLOURS) return null
    // FNV-1a, word by word
    return pixels.reduce((hash, pixel) => Math.imul(hash ^ pixel, 0x01000193) >>> 0, 0x811c9dc5).toString(16)
  } catch {
    return UNREADABLE
  }
}
