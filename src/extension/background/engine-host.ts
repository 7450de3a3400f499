import browser from 'webextension-polyfill'
import { Lazy } from '../../core/lazy.ts'
import type { Engine } from '../engine/engine.ts'
import {
  type Answer,
  type EngineState,
  type Job,
  type Judged,
  type Look,
  type Payload,
  type Seen,
  send,
} from '../protocol.ts'
import { deviceChoice } from './device-choice.ts'

/** Where the engine lives, as the background sees it. */
export interface EngineHost {
  /** Both throw the signal's reason rather than start what nobody waits for. */
  look(job: Look, signal: AbortSignal): Promise<Seen>
  judge(job: Job, signal: AbortSignal): Promise<Judged>
  /** Makes a job urgent that is being judged. */
  urge(id: string): Promise<void>
  /** Ends a job and frees what was fetched for it. */
  cancel(id: string): Promise<void>
  /** Starts nothing. */
  state(): Promise<EngineState>
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
  async function isOpen(): Promise<boolean> {
    const contextTypes = ['OFFSCREEN_DOCUMENT' as chrome.runtime.ContextType]
    return (await chrome.runtime.getContexts({ contextTypes })).length > 0
  }
  async function open(): Promise<void> {
    if (await isOpen()) return
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
    signal: AbortSignal,
  ): Promise<Answer<N>> {
    for (let attempt = 1; ; attempt++) {
      try {
        await open()
        signal.throwIfAborted()
        const answer = await send(name, payload)
        if (answer) return answer
        throw new Error('the engine gave no answer')
      } catch (error) {
        // the document may close itself (idle) or still be loading while we ask
        if (attempt === TRIES || signal.aborted) throw error
        await new Promise((resolve) => setTimeout(resolve, PAUSE_MS * attempt))
      }
    }
  }
  return {
    async state() {
      return (await isOpen()) ? send('background-to-offscreen: state', {}).catch(() => 'loading' as const) : 'idle'
    },
    look: (job, signal) => ask('background-to-offscreen: look', job, signal),
    judge: (job, signal) => ask('background-to-offscreen: judge', job, signal),
    async urge(id) {
      await send('background-to-offscreen: urge', { id }).catch(() => {}) // without a document there is no job
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
  let running: Engine | undefined
  const leave = () => {
    clearInterval(stay)
    stay = undefined
  }
  const engine = new Lazy<Engine>(async () => {
    const { createBrowserEngine } = await import('../engine/browser-engine.ts')
    running = createBrowserEngine({ choice: deviceChoice, onIdle: leave })
    return running
  })
  const stayed = async (signal: AbortSignal) => {
    stay ??= setInterval(() => void browser.runtime.getPlatformInfo(), STAY_MS)
    const started = await engine.get()
    signal.throwIfAborted()
    return started
  }
  return {
    state: async () => running?.state() ?? 'idle',
    look: async (job, signal) => (await stayed(signal)).look(job),
    judge: async (job, signal) => (await stayed(signal)).judge(job),
    urge: async (id) => running?.urge(id),
    cancel: async (id) => running?.cancel(id),
  }
}

export function createEngineHost(): EngineHost {
  return globalThis.chrome?.offscreen ? createOffscreenHost() : createPageHost()
}
