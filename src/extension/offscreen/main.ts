import { createBrowserEngine, idleMsHere } from '../engine/browser-engine.ts'
import { receive, send } from '../protocol.ts'

/** The document's own address may shorten the time before an idle engine unloads; tests open it so. */
const wanted = new URLSearchParams(location.search).get('idle-ms')
const idleMs = wanted === null ? idleMsHere() : Number(wanted)
/** Without models the document takes 30 MB of its own, and stays so many times as long as the models did. */
const STAYS = 4

/**
 * onnxruntime's code, compiled. While it is held here, the threads that the next picture starts needn't compile it
 * again: Chromium shares it between them, by its bytes.
 */
const code = WebAssembly.compileStreaming(fetch(chrome.runtime.getURL('ort/ort-wasm-simd-threaded.wasm')))
// whoever needs it tells what is wrong with it
code.catch(() => {})

let closing: ReturnType<typeof setTimeout> | undefined
function close(spent: boolean): void {
  closing = setTimeout(() => void code.catch(() => {}).finally(() => window.close()), spent ? 0 : STAYS * idleMs)
}
const choice = () => send('offscreen-to-background: device-choice', {})
const engine = createBrowserEngine({ choice, onIdle: close, idleMs })
const staying =
  <J, A>(work: (job: J) => Promise<A>) =>
  (job: J) => {
    clearTimeout(closing)
    return work(job)
  }

receive({
  'background-to-offscreen: look': staying(engine.look),
  'background-to-offscreen: judge': staying(engine.judge),
  'background-to-offscreen: urge': async ({ id }) => {
    engine.urge(id)
    return null
  },
  'background-to-offscreen: state': async () => engine.state(),
  'background-to-offscreen: cancel': async ({ id }) => {
    engine.cancel(id)
    return null
  },
})
