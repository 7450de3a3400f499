/**
 * A thread in which models run: onnxruntime computes where it is called, and so leaves its caller deaf meanwhile. Its
 * memory never shrinks either, and goes with the thread.
 */
import * as ort from 'onnxruntime-web/wasm'
import type { ModelBytes } from '../../core/platform.ts'

/** A tensor as it travels between threads. */
export interface Values {
  type: ort.Tensor.Type
  data: ort.Tensor.DataType
  dims: readonly number[]
}

export type Task =
  | { what: 'create'; model: ModelBytes; folder: string }
  | { what: 'run'; session: number; feeds: Record<string, Values> }
  | { what: 'release'; session: number }

export interface Created {
  session: number
  inputNames: readonly string[]
  outputNames: readonly string[]
}
export type Outputs = Record<string, Values>

/** From the thread: what became of the task of this number. */
export type Done = { task: number } & ({ result: Created | Outputs | null } | { error: string })

/**
 * Threads need SharedArrayBuffer, which Firefox extensions don't have. There are two groups of models and tesseract
 * beside them: on two cores a second thread a group did the same work in twice the processor's time.
 */
const threads = globalThis.crossOriginIsolated
  ? Math.max(1, Math.min(4, Math.floor(navigator.hardwareConcurrency / 2)))
  : 1

const sessions: (ort.InferenceSession | undefined)[] = []

async function create({ graph, weights }: ModelBytes, folder: string): Promise<Created> {
  ort.env.wasm.numThreads = threads
  ort.env.wasm.wasmPaths = folder
  ort.env.logLevel = 'error'
  const created = await ort.InferenceSession.create(graph, {
    executionProviders: ['wasm'],
    // what has its weights beside it was optimised when the extension was built: a third of the loading is saved
    graphOptimizationLevel: weights ? 'disabled' : 'all',
    externalData: weights ? [{ path: weights.name, data: weights.bytes }] : [],
  })
  // a thread that only computes collects no garbage for long: this gives the files' memory back at once
  graph.buffer.transfer(0)
  weights?.bytes.buffer.transfer(0)
  const { inputNames, outputNames } = created
  return { session: sessions.push(created) - 1, inputNames, outputNames }
}

function sessionOf(number: number): ort.InferenceSession {
  const session = sessions[number]
  if (!session) throw new Error('the model was released')
  return session
}

async function run(number: number, feeds: Record<string, Values>): Promise<Outputs> {
  const tensors = Object.entries(feeds).map(([name, { type, data, dims }]) => [name, new ort.Tensor(type, data, dims)])
  const outputs = Object.entries(await sessionOf(number).run(Object.fromEntries(tensors)))
  return Object.fromEntries(outputs.map(([name, { type, data, dims }]) => [name, { type, data, dims }]))
}

async function release(number: number): Promise<null> {
  await sessionOf(number).release()
  sessions[number] = undefined
  return null
}

async function doTask(task: Task): Promise<Created | Outputs | null> {
  if (task.what === 'create') return create(task.model, task.folder)
  return task.what === 'run' ? run(task.session, task.feeds) : release(task.session)
}

addEventListener('message', async ({ data }: MessageEvent<{ task: number; todo: Task }>) => {
  const { task, todo } = data
  const answer = (done: Done) => postMessage(done)
  try {
    answer({ task, result: await doTask(todo) })
  } catch (error) {
    answer({ task, error: (error as Error).message })
  }
})
