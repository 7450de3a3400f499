import { beforeEach, expect, test, vi } from 'vitest'
import { DownloadError } from '../../src/core/install/download-error.ts'
import type { ModelStore } from '../../src/core/install/model-store.ts'
import { keepingPrompts } from '../../src/core/kept-prompts.ts'
import { createZeroShot } from '../../src/core/model/zero-shot.ts'
import { OFFENSIVE } from '../../src/core/second/prompts.ts'
import { tinyManifest } from '../fixtures/manifest.ts'

const image = Float32Array.of(1, 0)
let files: Map<string, Uint8Array<ArrayBuffer>>
let asked: string[]
beforeEach(() => {
  files = new Map([['tiny/model.json', new Uint8Array(1)]])
  asked = []
})

const store = (): ModelStore => ({
  find: async () => [],
  length: async (path) => files.get(path)?.length ?? 0,
  async *read(path) {
    const bytes = files.get(path)
    if (bytes) yield bytes
  },
  append: async () => {},
  write: async (path, bytes) => void files.set(path, bytes),
  remove: async (path) => void files.delete(path),
  room: async () => null,
  exclusively: (_, work) => work(),
})

/** Each start of the engine has its own. */
function start(version = '1', kept = store()) {
  const towers = {
    manifest: { ...tinyManifest(2), version },
    embedImage: async () => image,
    async embedTexts(texts: string[]) {
      asked.push(...texts)
      return texts.map((text) => Float32Array.of(Math.cos(text.length), Math.sin(text.length)))
    },
    seeingAs: () => towers,
    close: async () => {},
  }
  return createZeroShot(keepingPrompts(towers, kept))
}

test('what a model made of the product’s phrases is not asked again at the next start, and says the same', async () => {
  const before = await start().any(image, OFFENSIVE)
  expect(asked.length).toBeGreaterThan(OFFENSIVE.length)
  asked = []
  expect(await start().any(image, OFFENSIVE)).toBeCloseTo(before, 1)
  expect(asked).toEqual([])
})

test('what a user typed is not kept', async () => {
  await start().any(image, OFFENSIVE)
  await start().each(image, ['my neighbour'])
  asked = []
  await start().each(image, ['my neighbour'])
  expect(asked.some((text) => text.includes('my neighbour'))).toBe(true)
  expect(new TextDecoder().decode(files.get('tiny/prompts.json'))).not.toContain('neighbour')
})

test.each<[string, () => void]>([
  ['another version', () => {}],
  ['a damaged file', () => files.set('tiny/prompts.json', new TextEncoder().encode('{"version":"2"') as never)],
])('of %s all is asked', async (_, spoil) => {
  await start().any(image, OFFENSIVE)
  asked = []
  spoil()
  await start('2').any(image, OFFENSIVE)
  expect(asked.length).toBeGreaterThan(OFFENSIVE.length)
})

test('nothing is written for a model that was removed meanwhile, nor while another tab changes it', async () => {
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => {})
  const busy = { ...store(), exclusively: () => Promise.reject(new DownloadError('in another tab')) }
  await start('1', busy).any(image, OFFENSIVE)
  expect(warn).toHaveBeenCalled()
  files.clear()
  await start().any(image, OFFENSIVE)
  expect([...files.keys()]).toEqual([])
  warn.mockRestore()
})
