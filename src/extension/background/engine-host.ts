import browser from 'webextension-polyfill'
import type { Job } from '../engine/engine.ts'
import { type CheckResult, send } from '../protocol.ts'

interface EngineHost {
  judge(job: Job): Promise<CheckResult>
  cancel(id: string): Promise<unknown>
}

const PAGE = 'src/extension/offscreen/offscreen.html'

let opening: Promise<void> | undefined

/** Chrome: a service worker can't run onnxruntime (no `import()`), an offscreen document can. There is one at a time. */
async function openOffscreen(): Promise<void> {
  const contexts = await chrome.runtime.getContexts({
    contextTypes: ['OFFSCREEN_DOCUMENT' as chrome.runtime.ContextType],
  })
  if (contexts.length > 0) return
  opening ??= chrome.offscreen
    .createDocument({
      url: PAGE,
      reasons: ['WORKERS' as chrome.offscreen.Reason],
      justification: 'Runs the picture and text models on this machine',
    })
    .finally(() => {
      opening = undefined
    })
  await opening
}

const offscreenHost: EngineHost = {
  async judge(job) {
    for (let attempt = 0; ; attempt++) {
      await openOffscreen()
      try {
        const result = await send('background-to-offscreen: judge', job)
        if (result) return result
        throw new Error('the engine gave no answer')
      } catch (error) {
        // the document may close itself (idle) or still be loading while we ask
        if (attempt === 4) throw error
        await new Promise((resolve) => setTimeout(resolve, 200 * (attempt + 1)))
      }
    }
  },
  cancel: (id) => send('background-to-offscreen: cancel', { id }).catch(() => {}),
}

/** Firefox ends an idle background page after 30 s, and the loaded models with it; a call to its API starts those anew. */
const STAY_MS = 20_000
let stay: ReturnType<typeof setInterval> | undefined

/** Firefox: the background is a page, so the engine runs in it. */
const pageHost: EngineHost = {
  async judge(job) {
    stay ??= setInterval(() => void browser.runtime.getPlatformInfo(), STAY_MS)
    const onIdle = () => {
      clearInterval(stay)
      stay = undefined
    }
    return (await import('../engine/engine.ts')).judge(job, onIdle)
  },
  cancel: async (id) => (await import('../engine/engine.ts')).cancel(id),
}

const host = globalThis.chrome?.offscreen ? offscreenHost : pageHost

export const judge = (job: Job) => host.judge(job)
export const cancelJob = (id: string) => void host.cancel(id)
