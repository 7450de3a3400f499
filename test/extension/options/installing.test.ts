import { rm } from 'node:fs/promises'
import 'fake-indexeddb/auto'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import {
  cancelInstall,
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
vi.mock('../../../src/runtime/browser/model-store.ts', () => import('../../../src/runtime/node/model-store.ts'))
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

test('what can not be removed or used is told as that', async () => {
  const told = () => outcome.value && 'problem' in outcome.value && outcome.value.problem
  await hold(folder, NAME)
  await removeModel(NAME)
  expect(told()).toMatch(/^Xenova\/clip could not be removed: .* is being installed/)
  await useModel(NAME, 'alone')
  expect(told()).toMatch(/^The use of Xenova\/clip could not be changed: .* has no head/)
})
