import { type InferenceSession, Tensor } from 'onnxruntime-common'
import { DeviceError } from '../../core/device-error.ts'
import type { ModelBytes, Session } from '../../core/platform.ts'
import type { Created, Done, Outputs, Task } from './session-worker.ts'

/** A thread for models. */
export interface SessionThread {
  /** Takes the model's bytes over. */
  create(model: ModelBytes): Promise<Session>
  /** Whether it ended by itself: all that is asked of it throws DeviceError, and another one may do. */
  failed(): boolean
  /** Ends the thread and frees all that its models took. */
  close(): void
}

/** What onnxruntime, its WebAssembly and the browser say where there is no memory; what follows can't be trusted. */
const NO_MEMORY = /out of memory|bad_alloc|allocat|out of bounds|unreachable|Aborted/i

interface Waiting {
  resolve(result: never): void
  reject(error: Error): void
}

export function createSessionThread(): SessionThread {
  const worker = new Worker(new URL('./session-worker.ts', import.meta.url), { type: 'module', name: 'models' })
  const waiting = new Map<number, Waiting>()
  let tasks = 0
  let creating: Promise<unknown> = Promise.resolve()
  let failure: DeviceError | undefined
  function ask<R extends Created | Outputs | null>(todo: Task, transfer: Transferable[] = []): Promise<R> {
    return new Promise<R>((resolve, reject) => {
      if (failure) return todo.what === 'release' ? resolve(null as R) : reject(failure)
      const task = tasks++
      waiting.set(task, { resolve, reject })
      worker.postMessage({ task, todo }, transfer)
    })
  }
  function lose(error: Error): void {
    worker.terminate()
    for (const { reject } of waiting.values()) reject(error)
    waiting.clear()
  }
  function fail(why: string): void {
    failure = new DeviceError(`the models' thread failed: ${why}`)
    lose(failure)
  }
  worker.addEventListener('error', (event) => fail(event.message ?? 'it did not start'))
  worker.addEventListener('message', ({ data }: MessageEvent<Done>) => {
    if ('error' in data && NO_MEMORY.test(data.error)) return fail(data.error)
    const asked = waiting.get(data.task)
    waiting.delete(data.task)
    if ('error' in data) asked?.reject(new Error(data.error))
    else asked?.resolve(data.result as never)
  })
  return {
    async create(model) {
      const todo = { what: 'create', model, folder: chrome.runtime.getURL('ort/') } as const
      // one after another: onnxruntime 1.30 takes the files beside a model away from the next one when it is done
      const created = creating.then(() => ask<Created>(todo, buffersOf(model)))
      creating = created.catch(() => {})
      return sessionOf(ask, await created)
    },
    failed: () => failure !== undefined,
    close: () => lose(new Error('the models were unloaded')),
  }
}

function buffersOf({ graph, weights }: ModelBytes): ArrayBuffer[] {
  return weights ? [graph.buffer, weights.bytes.buffer] : [graph.buffer]
}

function sessionOf(
  ask: <R extends Outputs | null>(todo: Task) => Promise<R>,
  { session, inputNames, outputNames }: Created,
): Session {
  return {
    inputNames,
    outputNames,
    async run(feeds) {
      const values = Object.entries(feeds as Record<string, Tensor>).map(([name, { type, data, dims }]) => {
        return [name, { type, data, dims }] as const
      })
      const outputs = await ask<Outputs>({ what: 'run', session, feeds: Object.fromEntries(values) })
      const tensors = Object.entries(outputs).map(([name, { type, data, dims }]) => [
        name,
        new Tensor(type, data, dims),
      ])
      return Object.fromEntries(tensors) as InferenceSession.ReturnType
    },
    async release() {
      await ask<null>({ what: 'release', session })
    },
  }
}
