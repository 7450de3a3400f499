import { expect, test, vi } from 'vitest'
import { Lazy } from '../../../src/core/lazy.ts'
import { BUNDLED_MODEL } from '../../../src/core/model/manifest.ts'
import type { Towers } from '../../../src/core/model/towers.ts'
import type { CurrentHead } from '../../../src/extension/engine/head-store.ts'
import { createLookers } from '../../../src/extension/engine/lookers.ts'
import { tinyManifest } from '../../fixtures/manifest.ts'

const FOLDER = 'installed/clip'
const manifest = { ...tinyManifest(2), id: 'clip' }
const picture = { width: 1, height: 1, data: new Uint8Array(3) }
const proceed = async () => {}

function create() {
  const embedImage = vi.fn(async () => Float32Array.of(1, 0))
  const close = vi.fn(async () => {})
  const towers: Towers = {
    manifest,
    embedImage,
    embedTexts: async (texts) => texts.map(() => Float32Array.of(0, 1)),
    seeingAs: () => towers,
    close,
  }
  const second = { installed: 'clip', head: null, mayVeil: false, folder: FOLDER, manifest, headFile: null }
  const head = { folder: BUNDLED_MODEL, second, topics: { folder: FOLDER, manifest } } as unknown as CurrentHead
  const loadTowers = vi.fn(async () => towers)
  const lookers = createLookers({
    chosen: new Lazy(async () => head),
    heads: { setSecondAside: async () => {} },
    loadTowers,
    own: () => Promise.reject(new Error('the bundled towers know nothing of topics')),
  })
  return { head, lookers, loadTowers, embedImage, close }
}

test('a second model and topics that are asked of it share its towers, which see a picture once', async () => {
  const { head, lookers, loadTowers, embedImage, close } = create()
  const [second, topics] = await Promise.all([lookers.second(head)?.model.get(), lookers.topics.get()])
  embedImage.mockClear()
  await Promise.all([second?.see(picture), topics?.see([picture], proceed)])
  expect([loadTowers.mock.calls.length, embedImage.mock.calls.length]).toEqual([1, 1])
  await Promise.all([second?.close(), topics?.close()])
  expect(close).toHaveBeenCalledOnce()
})

test('who scores topics is known by name before it is loaded', async () => {
  const { lookers, loadTowers } = create()
  const scoring = await lookers.scoring()
  expect(loadTowers).not.toHaveBeenCalled()
  const seen = await (await lookers.topics.get())?.see([picture], proceed)
  expect(scoring?.by).toBe(seen?.by)
  expect(await scoring?.score?.(seen ?? { by: '', frames: [] }, ['rats'])).toMatchObject([{ phrase: 'rats' }])
})
