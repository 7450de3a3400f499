import { beforeEach, describe, expect, test } from 'vitest'
import { DeviceError } from '../../../src/core/device-error.ts'
import { Lazy } from '../../../src/core/lazy.ts'
import type { Towers } from '../../../src/core/model/towers.ts'
import { createBeside } from '../../../src/core/second/beside.ts'
import type { CurrentHead } from '../../../src/extension/engine/head-store.ts'
import { createLookers } from '../../../src/extension/engine/lookers.ts'
import { tinyManifest } from '../../fixtures/manifest.ts'

const CLIP = 'installed/Xenova/clip'
const manifest = tinyManifest(2)
const picture = { width: 1, height: 1, data: new Uint8Array(3) }
const second = {
  installed: 'Xenova/clip',
  folder: CLIP,
  head: null,
  mayVeil: false,
  manifest,
  headFile: null,
  beside: createBeside({ manifest, head: null, mayVeil: false }),
}

let made: { loaded: string[]; closed: number; seen: number; aside: string[]; fail: Error | null }
beforeEach(() => {
  made = { loaded: [], closed: 0, seen: 0, aside: [], fail: null }
})

const towers = (): Towers => ({
  manifest,
  async embedImage() {
    if (made.fail) throw made.fail
    made.seen++
    return Float32Array.of(1, 0)
  },
  embedTexts: async (texts) => texts.map(() => Float32Array.of(0, 1)),
  seeingAs: towers,
  close: async () => void made.closed++,
})

function lookersOf(head: Partial<CurrentHead>) {
  const chosen = { folder: 'memeveil-mini', second: null, topics: null, ...head } as CurrentHead
  const lookers = createLookers({
    chosen: new Lazy(async () => chosen),
    heads: { setSecondAside: async (fault) => void made.aside.push(fault) },
    async loadTowers(folder) {
      made.loaded.push(folder)
      return towers()
    },
    own: async () => towers(),
  })
  return { ...lookers, model: lookers.second(chosen)?.model }
}

test('without a second model there is none to ask', () => {
  expect(lookersOf({}).second({ second: null })).toBeUndefined()
})

describe('where topics are asked of the second model', () => {
  const shared = { second, topics: { manifest, folder: CLIP } }

  test('it is in memory once, and sees a picture once', async () => {
    const { topics, model } = lookersOf(shared)
    const [topicModel, looker] = await Promise.all([topics.get(), model?.get()])
    made.seen = 0
    await Promise.all([topicModel?.see([picture], async () => {}), looker?.see(picture)])
    expect(made).toMatchObject({ loaded: [CLIP], seen: 1 })
    await Promise.all([topicModel?.close(), looker?.close()])
    expect(made.closed).toBe(1)
  })

  test('another one for topics is another one', async () => {
    const { topics, model } = lookersOf({ second, topics: { manifest, folder: 'installed/other' } })
    await Promise.all([topics.get(), model?.get()])
    expect(made.loaded.sort()).toEqual([CLIP, 'installed/other'])
  })
})

test('who scores topics is known by name before it is loaded', async () => {
  const { topics, scoring } = lookersOf({ topics: { manifest, folder: CLIP } })
  const { by, score } = (await scoring()) ?? {}
  expect(made.loaded).toEqual([])
  const seen = await (await topics.get())?.see([picture], async () => {})
  expect(seen?.by).toBe(by)
  expect(await score?.(seen ?? { by: '', frames: [] }, ['rats'])).toMatchObject([{ phrase: 'rats' }])
})

test('one that loads and can’t see is closed and set aside', async () => {
  made.fail = new Error('no such input')
  const { model } = lookersOf({ second })
  await expect(model?.get()).rejects.toBeInstanceOf(DeviceError)
  expect(made).toMatchObject({ aside: ['no such input'], closed: 1 })
})
