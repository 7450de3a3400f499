import { rm, writeFile } from 'node:fs/promises'
import { effect } from '@preact/signals'
import 'fake-indexeddb/auto'
import { afterEach, beforeEach, expect, onTestFinished, test, vi } from 'vitest'
import { MANIFEST, PLAN } from '../../../src/core/install/installed.ts'
import {
  cancelInstall,
  damaged,
  install,
  outcome,
  readModels,
  removeModel,
  started,
  underWay,
  useModel,
} from '../../../src/extension/options/installing.ts'
import { begin, hold } from '../../fixtures/installed-models.ts'

const NAME = 'Xenova/clip'

const folder = await vi.hoisted(async () => (await import('../../fixtures/installed-models.ts')).modelsFolder())
/** What the next searches of the store wait for, each after it has looked. */
const held: Promise<void>[] = []
vi.mock('../../../src/runtime/browser/model-store.ts', async () => {
  const { createModelStore } = await import('../../../src/runtime/node/model-store.ts')
  const store = createModelStore()
  const find = async (name: string) => {
    const found = await store.find(name)
    await held.shift()
    return found
  }
  return { createModelStore: () => ({ ...store, find }) }
})
/** A download that goes on until it is stopped. */
vi.mock('../../../src/extension/options/install-here.ts', () => ({
  async installHere(_: string, { signal }: { signal: AbortSignal }) {
    while (!signal.aborted) await new Promise((resolve) => setTimeout(resolve, 10))
    throw signal.reason
  },
}))
vi.stubGlobal('navigator', { locks: navigator.locks, storage: { persist: async () => true } })

beforeEach(async () => {
  await begin(folder, NAME)
  await readModels()
})
afterEach(() => rm(folder, { recursive: true }))

test('a download that goes on is told as under way, and no longer as begun, until it is stopped', async () => {
  expect(started.value).toEqual([NAME])
  void install(NAME)
  expect([underWay.value?.name, started.value]).toEqual([NAME, []])
  await cancelInstall()
  expect([underWay.value, started.value]).toEqual([null, [NAME]])
})

/** Ends what was begun, as a whole installation does. */
async function complete(): Promise<void> {
  await writeFile(`${folder}/${NAME}/${MANIFEST}`, '{}')
  await rm(`${folder}/${NAME}/${PLAN}`)
}

test('one that is complete is never told as begun, too', async () => {
  const told: unknown[] = []
  onTestFinished(effect(() => void told.push([damaged.value.map(({ id }) => id), started.value])))
  await complete()
  await readModels()
  expect(told).toEqual([
    [[], [NAME]],
    [[NAME], []],
  ])
})

test('what was read last is shown last', async () => {
  let release = () => {}
  // begun is looked for first, then what is installed
  held.push(Promise.resolve(), new Promise((resolve) => (release = resolve)))
  const before = readModels()
  await vi.waitUntil(() => held.length === 0)
  await complete()
  const after = readModels()
  await Promise.race([after, new Promise((resolve) => setTimeout(resolve, 200))])
  release()
  await Promise.all([before, after])
  expect(started.value).toEqual([])
})

test('what can not be removed or used is told as that', async () => {
  const told = () => outcome.value && 'problem' in outcome.value && outcome.value.problem
  await hold(folder, NAME)
  await removeModel(NAME)
  expect(told()).toMatch(/^Xenova\/clip could not be removed: .* is being installed/)
  await useModel(NAME, 'alone')
  expect(told()).toMatch(/^The use of Xenova\/clip could not be changed: .* has no head/)
})
