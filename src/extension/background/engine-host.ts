import browser from 'webextension-polyfill'
import { Lazy } from '../../core/lazy.ts'
import type { Engine } from '../engine/engine.ts'
import { type Answer, type Job, type Judged, type Look, type Payload, type Seen, send } from '../protocol.ts'

/** Where the engine lives, as the background sees it. */
export interface EngineHost {
  look(job: Look): Promise<Seen>
  judge(job: Job): Promise<Judged>
  /** Ends a job and frees what was fetched for it. */
  cancel(id: string): Promise<void>
}

const PAGE = 'src/extension/offscreen/offscreen.html'
const TRIES = 5
const PAUSE_MS = 200

/**
 * Chrome: a service worker can't run onnxruntime (no `import()`), an offscreen document can. There is one at a time,
 * and it may have been opened by a worker that is gone.
 */
function createOffscreenHost(): EngineHost {
  let opening: Promise<void> | undefined
  async function open(): Promise<void> {
    const contextTypes = ['OFFSCREEN_DOCUMENT' as chrome.runtime.ContextType]
    if ((await chrome.runtime.getContexts({ contextTypes })).length > 0) return
    const reasons = ['WORKERS' as chrome.offscreen.Reason]
    const justification = 'Runs the picture and text models on this machine'
    opening ??= chrome.offscreen.createDocument({ url: PAGE, reasons, justification }).finally(() => {
      opening = undefined
    })
    await opening
  }
  async function ask<N extends 'background-to-offscreen: look' | 'background-to-offscreen: judge'>(
    name: N,
    payload: Payload<N>,
  ): Promise<Answer<N>> {
    for (let attempt = 1; ; attempt++) {
      try {
        await open()
        const answer = await send(name, payload)
        if (answer) return answer
        throw new Error('the engine gave no answer')
      } catch (error) {
        // the document may close itself (idle) or still be loading while we ask
        if (attempt === TRIES) throw error
        await new Promise((resolve) => setTimeout(resolve, PAUSE_MS * attempt))
      }
    }
  }
  return {
    look: (job) => ask('background-to-offscreen: look', job),
    judge: (job) => ask('background-to-offscreen: judge', job),
    async cancel(id) {
      await send('background-to-offscreen: cancel', { id }).catch(() => {}) // without a document there is no job
    },
  }
}

/** Firefox ends an idle background page after 30 s, and the loaded models with it; a call to its API restarts them. */
const STAY_MS = 20_000

/** Firefox: the background is a page, so the engine runs in it. */
function createPageHost(): EngineHost {
  let stay: ReturnType<typeof setInterval> | undefined
  let running: Engine | undefined
  const leave = () => {
    clearInterval(stay)
    stay = undefined
  }
  const engine = new Lazy<Engine>(async () => {
    running = (await import('../engine/browser-engine.ts')).createBrowserEngine(leave)
    return running
  })
  const stayed = () => {
    stay ??= setInterval(() => void browser.runtime.getPlatformInfo(), STAY_MS)
    return engine.get()
  }
  return {
    look: async (job) => (await stayed()).look(job),
    judge: async (job) => (await stayed()).judge(job),
    cancel: async (id) => running?.cancel(id),
  }
}

export function createEngineHost(): EngineHost {
  return globalThis.chrome?.offscreen ? createOffscreenHost() : createPageHost()
}
