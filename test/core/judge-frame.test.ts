import { expect, test, vi } from 'vitest'
import type { Timed } from '../../src/core/decide.ts'
import { judgeFrame, type Parts } from '../../src/core/judge-frame.ts'
import { Lazy } from '../../src/core/lazy.ts'
import { deferred } from '../fixtures/deferred.ts'

const pixels = { width: 1, height: 1, data: new Uint8Array(3) }
const timed: Timed = async (_, work) => work()

test('given up while the model of a rating loads, nothing is rated', async () => {
  const loading = deferred<void>()
  const rate = vi.fn()
  const load = vi.fn(async () => {
    await loading.promise
    return { rate, close: async () => {} }
  })
  const parts = {
    towers: { embedImage: async () => Float32Array.of(1), embedTexts: async () => [null] },
    head: { threshold: 0.5 },
    classify: () => 0.5,
    prepare: (text: string) => text,
    raters: { sexual: new Lazy(load) },
  } as unknown as Parts
  let isGivenUp = false
  const proceed = async () => {
    if (isGivenUp) throw new Error('given up')
  }
  const judged = judgeFrame(parts, { pixels, text: '', ratings: ['sexual'], proceed }, timed)
  await expect.poll(() => load.mock.calls.length).toBe(1)
  isGivenUp = true
  loading.resolve()
  await expect(judged).rejects.toThrow('given up')
  expect(rate).not.toHaveBeenCalled()
})
