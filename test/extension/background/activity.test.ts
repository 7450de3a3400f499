import { expect, test } from 'vitest'
import { createActivity } from '../../../src/extension/background/activity.ts'
import type { CheckResult, Devices, UnknownKind } from '../../../src/extension/check-result.ts'

const failed = (kind: UnknownKind): CheckResult => ({
  state: 'unknown',
  kind,
  reason: ['reasonNetwork', { detail: 'secret.example' }],
})
const judged = (devices: Devices | null) => ({ state: 'judged', devices, verdict: {} }) as CheckResult

test('the devices of the last verdict that was not kept from before are told', () => {
  const activity = createActivity()
  expect(activity.report(0).devices).toBeNull()
  activity.note(judged({ towers: 'webgpu', reader: null }))
  activity.note(judged(null))
  expect(activity.report(4)).toEqual({ underWay: 4, devices: { towers: 'webgpu', reader: null }, failures: [] })
})

test('failures are told by kind and time, the last first, without reasons; what was cancelled is none', () => {
  const activity = createActivity()
  for (const kind of ['too-late', 'cancelled', 'no-access'] as const) activity.note(failed(kind))
  const { failures } = activity.report(0)
  expect(failures.map(({ kind }) => kind)).toEqual(['no-access', 'too-late'])
  expect(JSON.stringify(failures)).not.toContain('secret')
})

test('twenty failures are remembered', () => {
  const activity = createActivity()
  for (let i = 0; i < 30; i++) activity.note(failed('failed'))
  expect(activity.report(0).failures).toHaveLength(20)
})
