import { expect, test, vi } from 'vitest'
import { Urgency } from '../../src/extension/urgency.ts'

test('what is raised stays urgent, and tells it once to those that still listen', () => {
  const urgency = new Urgency(false)
  const [told, gone] = [vi.fn(), vi.fn()]
  urgency.onRaise(told)
  urgency.onRaise(gone)()
  expect(urgency.isUrgent).toBe(false)
  urgency.raise()
  urgency.raise()
  expect([urgency.isUrgent, told.mock.calls.length, gone.mock.calls.length]).toEqual([true, 1, 0])
})

test('what was urgent from the start has nothing to tell', () => {
  const urgency = new Urgency(true)
  const told = vi.fn()
  urgency.onRaise(told)
  urgency.raise()
  expect([urgency.isUrgent, told.mock.calls.length]).toEqual([true, 0])
})
