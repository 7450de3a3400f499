import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { DeviceError } from '../../../src/core/device-error.ts'
import { createSessions } from '../../../src/runtime/browser/session.ts'
import type { Done, Task } from '../../../src/runtime/browser/session-worker.ts'

/** A worker that answers as the real one does, without a model; where a graph has no bytes, it fails to load. */
class FakeWorker extends EventTarget {
  static all: FakeWorker[] = []
  ended = false
  silent = false

  constructor() {
    super()
    FakeWorker.all.push(this)
  }

  postMessage({ task, todo }: { task: number; todo: Task }): void {
    const answer = (done: object) =>
      this.dispatchEvent(new MessageEvent('message', { data: { task, ...done } as Done }))
    if (this.silent) return
    if (todo.what === 'release') return void answer({ result: null })
    if (todo.what === 'run') return void answer({ result: { out: todo.feeds.in } })
    const created = { session: task, inputNames: ['in'], outputNames: ['out'] }
    answer(todo.model.graph.length > 0 ? { result: created } : { error: 'damaged' })
  }

  terminate(): void {
    this.ended = true
  }
}

beforeEach(() => {
  FakeWorker.all = []
  vi.stubGlobal('Worker', FakeWorker)
  vi.stubGlobal('chrome', { runtime: { getURL: (path: string) => path } })
})
afterEach(() => vi.unstubAllGlobals())

const model = (bytes = 1) => ({ graph: new Uint8Array(bytes) })
const ended = () => FakeWorker.all.map((worker) => worker.ended)

test('each group has a thread, which ends with the last of its sessions', async () => {
  const createSession = createSessions()
  const [detector, recogniser] = [
    await createSession(Promise.resolve(model()), 'reader'),
    await createSession(Promise.resolve(model()), 'reader'),
  ]
  await createSession(Promise.resolve(model()), 'towers')
  await detector.release()
  expect(ended()).toEqual([false, false])
  await recogniser.release()
  expect(ended()).toEqual([true, false])
  await createSession(Promise.resolve(model()), 'reader')
  expect(ended()).toEqual([true, false, false])
})

test('what a model computes comes back as tensors', async () => {
  const session = await createSessions()(Promise.resolve(model()), 'towers')
  const values = { type: 'float32', data: Float32Array.of(1, 2), dims: [1, 2] }
  const { out } = await session.run({ in: values as never })
  expect([...((await out.getData()) as Float32Array)]).toEqual([1, 2])
})

test('models load one after another, and one that does not holds up none', async () => {
  const createSession = createSessions()
  await createSession(Promise.resolve(model()), 'towers')
  const [thread] = FakeWorker.all
  thread.silent = true
  const asked = vi.spyOn(thread, 'postMessage')
  const broken = createSession(Promise.resolve(model()), 'towers')
  const next = createSession(Promise.resolve(model(2)), 'towers')
  await vi.waitFor(() => expect(asked).toHaveBeenCalledTimes(1))
  await new Promise((resolve) => setTimeout(resolve, 20))
  expect(asked).toHaveBeenCalledTimes(1)
  thread.silent = false
  const [[{ task }]] = asked.mock.calls
  thread.dispatchEvent(new MessageEvent('message', { data: { task, error: 'damaged' } }))
  await expect(broken).rejects.toThrow('damaged')
  expect((await next).inputNames).toEqual(['in'])
})

test('a model that does not load leaves no thread', async () => {
  await expect(createSessions()(Promise.resolve(model(0)), 'reader')).rejects.toThrow('damaged')
  expect(ended()).toEqual([true])
})

test.each(['std::bad_alloc', 'Aborted(OOM)', 'Failed to allocate memory for requested buffer of size 9'])(
  'a thread without memory (%s) ends at once, and the next models have another one',
  async (error) => {
    const createSession = createSessions()
    const session = await createSession(Promise.resolve(model()), 'towers')
    const [thread] = FakeWorker.all
    thread.silent = true
    const runs = Promise.allSettled([session.run({}), session.run({})])
    thread.dispatchEvent(new MessageEvent('message', { data: { task: 1, error } }))
    expect((await runs).map((run) => run.status === 'rejected' && run.reason)).toEqual([
      expect.any(DeviceError),
      expect.any(DeviceError),
    ])
    await expect(session.run({})).rejects.toThrow(DeviceError)
    expect(ended()).toEqual([true])
    const next = await createSession(Promise.resolve(model()), 'towers')
    // what was before it leaves it alone
    await session.release()
    expect(
      (await next.run({ in: { type: 'float32', data: Float32Array.of(1), dims: [1] } as never })).out,
    ).toBeDefined()
    expect(ended()).toEqual([true, false])
  },
)

test('what one model can’t compute is told, and its thread goes on', async () => {
  const session = await createSessions()(Promise.resolve(model()), 'towers')
  const [thread] = FakeWorker.all
  thread.silent = true
  const run = session.run({})
  thread.dispatchEvent(new MessageEvent('message', { data: { task: 1, error: 'invalid dimensions' } }))
  await expect(run).rejects.toThrow('invalid dimensions')
  expect(ended()).toEqual([false])
})

test('a thread that fails is told to whoever waits', async () => {
  const session = await createSessions()(Promise.resolve(model()), 'reader')
  FakeWorker.all[0].silent = true
  const lost = session.run({})
  FakeWorker.all[0].dispatchEvent(Object.assign(new Event('error'), { message: 'no memory' }))
  await expect(lost).rejects.toThrow("the models' thread failed: no memory")
})
