import 'fake-indexeddb/auto'
import { beforeEach, expect, test, vi } from 'vitest'
import { createDeviceChecks, type DeviceCheck } from '../../../src/extension/engine/device-checks.ts'

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE
const of = { models: 'towers 1', hardware: 'card, driver, browser' }
const alike: DeviceCheck = { at: 0, parts: [], fault: null }

let now: number
const checks = createDeviceChecks(() => now)
beforeEach(async () => {
  now = 0
  await checks.clear()
})

test.each<[string, number, string | null, boolean]>([
  ['a month', 30 * DAY - 1, null, true],
  ['longer than a month', 30 * DAY, null, false],
  ['a day, where nothing could be compared', DAY - 1, 'no memory', true],
  ['longer than a day, where nothing could be compared', DAY, 'no memory', false],
  // a clock that was set back
  ['not from the future', -1, null, false],
])('a check holds for %s', async (_, age, fault, holds) => {
  await checks.keep(of, { ...alike, fault })
  now = age
  expect(await checks.recall(of)).toEqual(holds ? { ...alike, fault } : null)
  expect(await checks.held()).toHaveLength(holds ? 1 : 0)
})

test.each([
  ['other models', { ...of, models: 'towers 2' }],
  ['another driver', { ...of, hardware: 'card, newer driver, browser' }],
])('%s were not checked', async (_, other) => {
  await checks.keep(of, alike)
  expect(await checks.recall(other)).toBeNull()
})

test('what holds no longer goes when something else is kept', async () => {
  await checks.keep(of, alike)
  now = 31 * DAY
  await checks.keep({ ...of, models: 'towers 2' }, { ...alike, at: now })
  now = 0
  expect(await checks.recall(of)).toBeNull()
})

test('what gave out is left alone for longer each time within a day, a day at most, and then begins anew', async () => {
  const pauses: number[] = []
  for (let i = 0; i < 5; i++) {
    await checks.fail(of.hardware, 'driver reset')
    const { again } = (await checks.failure(of.hardware)) as { again: number }
    pauses.push((again - now) / MINUTE)
    now = again
    expect(await checks.failure(of.hardware)).toBeNull()
  }
  expect(pauses).toEqual([15, 60, 240, 960, 1440])
  await checks.fail(of.hardware, 'driver reset')
  expect(await checks.failure()).toMatchObject({ why: 'driver reset', times: 1 })
  expect(await checks.failure('another card')).toBeNull()
  await checks.forgive(of.hardware)
  expect(await checks.failure()).toBeNull()
})

test('other contexts hear of it', async () => {
  let heard = 0
  const stop = createDeviceChecks().onChange(() => heard++)
  await checks.keep(of, alike)
  await expect.poll(() => heard).toBe(1)
  stop()
})

test('where the browser keeps nothing, nothing is known, and nobody is hindered', async () => {
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => {})
  const open = vi.spyOn(indexedDB, 'open').mockImplementation(() => {
    throw new DOMException('not here', 'SecurityError')
  })
  const refused = createDeviceChecks(() => now)
  await refused.keep(of, alike)
  expect([await refused.recall(of), await refused.failure(of.hardware)]).toEqual([null, null])
  expect(warn).toHaveBeenCalledTimes(3)
  open.mockRestore()
})
