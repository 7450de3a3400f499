import browser from 'webextension-polyfill'
import { Lazy } from '../../core/lazy.ts'
import type { CheckResult } from '../check-result.ts'
import type { Engine } from '../engine/engine.ts'
import { type Job, send } from '../protocol.ts'

/** Where the engine lives, as the background sees it. */
export interface EngineHost {
  judge(job: Job): Promise<CheckResult>
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
  return {
    async judge(job) {
      for (let attempt = 1; ; attempt++) {
        await open()
        try {
          const result = await send('background-to-offscreen: judge', job)
          if (result) return result
          throw new Error('the engine gave no answer')
        } catch (error) {
          // the document may close itself (idle) or still be loading while we ask
          if (attempt === TRIES) throw error
          await new Promise((resolve) => setTimeout(resolve, PAUSE_MS * attempt))
        }
      }
    },
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
  const leave = () => {
    clearInterval(stay)
    stay = undefined
  }
  const engine = new Lazy<Engine>(async () => (await import('../engine/browser-engine.ts')).createBrowserEngine(leave))
  return {
    async judge(job) {
      stay ??= setInterval(() => void browser.runtime.getPlatformInfo(), STAY_MS)
      return (await engine.get()).judge(job)
    },
    cancel: async (id) => (await engine.get()).cancel(id),
  }
}

export function createEngineHost(): EngineHost {
  return globalThis.chrome?.offscreen ? createOffscreenHost() : createPageHost()
}
