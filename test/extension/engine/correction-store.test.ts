import { IDBFactory } from 'fake-indexeddb'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import 'fake-indexeddb/auto'
import type { Learned } from '../../../src/core/corrections/corrected-head.ts'
import { MOST_CORRECTIONS } from '../../../src/core/corrections/correction.ts'
import {
  CORRECTIONS_CHANNEL,
  type CorrectionStore,
  createCorrectionStore,
} from '../../../src/extension/engine/correction-store.ts'
import { correctionOf, unit } from '../../fixtures/corrections.ts'

const measured = { auroc: 0.8, flagged: 0.1 }
const learned: Learned = { state: 'near', layer: null, before: measured, tried: measured, after: measured }
let store: CorrectionStore
let channel: BroadcastChannel
let heard: number

beforeEach(() => {
  globalThis.indexedDB = new IDBFactory()
  store = createCorrectionStore()
  heard = 0
  channel = new BroadcastChannel(CORRECTIONS_CHANNEL)
  channel.onmessage = () => void heard++
})
afterEach(() => channel.close())

const said = (n: number, at: number, offensive = true) => correctionOf(unit(1, n, 2, 3), offensive, {}, at)

test('what was said is there after a restart, the newest first, and said again it takes its own place', async () => {
  const [old, recent] = [await said(1, 1), await said(2, 2)]
  await store.add([recent])
  await store.add([old])
  expect(await createCorrectionStore().all()).toEqual([recent, old])
  const changed = await said(1, 3, false)
  await store.add([changed])
  expect(await store.all()).toEqual([changed, recent])
})

test('one is taken back alone, or all with what was learned', async () => {
  const [one, other] = [await said(1, 1), await said(2, 2)]
  await store.add([one, other])
  await store.remove(one.id)
  expect(await store.all()).toEqual([other])
  await store.learned('abc', async () => learned)
  await store.clear()
  expect(await store.all()).toEqual([])
  const again = vi.fn(async () => learned)
  await store.learned('abc', again)
  expect(again).toHaveBeenCalledOnce()
})

test('beyond the most the oldest go', async () => {
  const one = await said(1, 1)
  const many = Array.from({ length: MOST_CORRECTIONS + 3 }, (_, i) => ({ ...one, id: `${i}`, at: i }))
  await store.add(many)
  const kept = await store.all()
  expect([kept.length, kept[0].id, kept[kept.length - 1].id]).toEqual([MOST_CORRECTIONS, '2002', '3'])
})

test('a head is learned once, and another one anew', async () => {
  const learn = vi.fn(async () => learned)
  expect(await store.learned('abc', learn)).toEqual(learned)
  expect(await createCorrectionStore().learned('abc', learn)).toEqual(learned)
  expect(learn).toHaveBeenCalledTimes(1)
  await store.learned('def', learn)
  expect(learn).toHaveBeenCalledTimes(2)
})

test('every change is told to the other contexts', async () => {
  const one = await said(1, 1)
  await store.add([one])
  await store.remove(one.id)
  await store.clear()
  await vi.waitUntil(() => heard === 3)
})
