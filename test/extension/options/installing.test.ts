import { mkdir, rm, writeFile } from 'node:fs/promises'
import 'fake-indexeddb/auto'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { PLAN } from '../../../src/core/install/installed.ts'
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

const NAME = 'Xenova/clip'

const folder = await vi.hoisted(async () => {
  const { mkdtemp } = await import('node:fs/promises')
  const { tmpdir } = await import('node:os')
  process.env.MEMEVEIL_MODELS = await mkdtemp(`${tmpdir()}/memeveil-models-`)
  return process.env.MEMEVEIL_MODELS
})
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
  await mkdir(`${folder}/${NAME}`, { recursive: true })
  await writeFile(`${folder}/${NAME}/${PLAN}`, '{}')
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
  await mkdir(`${folder}/.locks`)
  await writeFile(`${folder}/.locks/Xenova--clip`, String(process.pid))
  await removeModel(NAME)
  expect(told()).toMatch(/^Xenova\/clip could not be removed: .* is being installed/)
  await useModel(NAME, 'alone')
  expect(told()).toMatch(/^The use of Xenova\/clip could not be changed: .* has no head/)
})
