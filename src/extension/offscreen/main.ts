import { createBrowserEngine } from '../engine/browser-engine.ts'
import { receive } from '../protocol.ts'

/** The document's own address may shorten the time before an idle engine unloads; tests open it so. */
const idleMs = new URLSearchParams(location.search).get('idle-ms')
const engine = createBrowserEngine(() => window.close(), idleMs === null ? undefined : Number(idleMs))

receive({
  'background-to-offscreen: look': engine.look,
  'background-to-offscreen: judge': engine.judge,
  'background-to-offscreen: cancel': async ({ id }) => {
    engine.cancel(id)
    return null
  },
})
