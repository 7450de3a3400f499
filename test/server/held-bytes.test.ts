import { expect, test } from 'vitest'
import { createHeldBytes } from '../../src/server/held-bytes.ts'
import { BusyError } from '../../src/server/job-queue.ts'

test('requests together hold no more than there is, and give it back once', () => {
  const held = createHeldBytes(10)
  const [one, other] = [held.open(), held.open()]
  one.add(6)
  other.add(4)
  expect(() => one.add(1)).toThrow(BusyError)
  one.end()
  one.end()
  other.add(6)
  expect(() => other.add(1)).toThrow(BusyError)
})
