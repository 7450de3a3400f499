import { settle } from '../settle.ts'
import type { Label } from './label.ts'

/** After something moved the next look comes after so long, each further one that finds nothing after twice as long. */
const FIRST_MS = 400
const MOST_MS = 1600
/** Labels that are looked at in one go. */
const MOST_LABELS = 25

/** Looks for moves that no event tells of, such as a page's own animation by script. */
export interface Lookout {
  /** Something happened on the page: the next look is soon. */
  wake(): void
  stop(): void
}

/** Calls `onMoved` where one of the labels in view stands elsewhere than its picture. */
export function createLookout(inView: ReadonlySet<Label>, onMoved: () => void): Lookout {
  const seen = new WeakMap<Label, DOMRect>()
  let next = 0
  let pause = FIRST_MS
  let timer: ReturnType<typeof setTimeout> | undefined

  function look(): void {
    settle()
    const labels = [...inView]
    const some = labels.map((_, i) => labels[(next + i) % labels.length]).slice(0, MOST_LABELS)
    next += some.length
    const moved = some.filter((label) => hasMoved(seen, label)).length > 0
    pause = moved ? FIRST_MS : Math.min(MOST_MS, 2 * pause)
    timer = setTimeout(look, pause)
    if (moved) onMoved()
  }

  return {
    wake() {
      if (timer !== undefined && pause === FIRST_MS) return
      clearTimeout(timer)
      pause = FIRST_MS
      timer = setTimeout(look, pause)
    },
    stop() {
      clearTimeout(timer)
      timer = undefined
      pause = FIRST_MS
    },
  }
}

function hasMoved(seen: WeakMap<Label, DOMRect>, label: Label): boolean {
  const before = seen.get(label)
  const box = label.anchor.getBoundingClientRect()
  box.x += scrollX
  box.y += scrollY
  seen.set(label, box)
  const same = before && before.x === box.x && before.y === box.y
  return !same || before.width !== box.width || before.height !== box.height || label.isLost
}
