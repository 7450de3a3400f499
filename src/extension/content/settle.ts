import { MARK } from './cover/stylesheet.ts'

/** Tells the page's world to lay the page out. Sent to `performance`: what listens there outlives `document.open`. */
export const SETTLE = MARK

let isSettled = false

/**
 * Has the page laid out in its own name, before a task first looks at styles or boxes. Chromium 156 loads the picture
 * of an <object> or <embed> while it lays out, by the content security policy of the script that made it do so. A
 * content script's is `object-src 'self'`, whatever the manifest says: the picture would be blocked for good.
 */
export function settle(): void {
  if (isSettled || !globalThis.chrome?.dom) return // no Chromium
  isSettled = true
  // until then the page can change nothing
  queueMicrotask(() => {
    isSettled = false
  })
  performance.dispatchEvent(new Event(SETTLE))
}
