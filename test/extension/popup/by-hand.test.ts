import { fakeBrowser } from '@webext-core/fake-browser'
import { beforeEach, expect, test } from 'vitest'
import { type CheckResult, unknown } from '../../../src/extension/check-result.ts'
import { byHand, checkAddress, takeAddress } from '../../../src/extension/popup/by-hand.ts'
import type { Payload } from '../../../src/extension/protocol.ts'

type Asked = { name: string; payload: Payload<'popup-to-background: check-by-hand'> }

const [FIRST, SECOND] = ['data:image/png,first', 'data:image/png,second']
/** What came of a picture tells which one it was of. */
const outcomeOf = (picture: string): CheckResult => unknown(new Error(picture))
/** Ends the check of a picture. */
const answers = new Map<string, () => void>()

beforeEach(() => {
  answers.clear()
  const sendMessage = ({ name, payload: { picture = '' } }: Asked) =>
    new Promise((resolve) => {
      if (name === 'popup-to-background: check-by-hand') answers.set(picture, () => resolve(outcomeOf(picture)))
    })
  Object.assign(fakeBrowser.runtime, { sendMessage })
})

const asked = (picture: string) => expect.poll(() => answers.has(picture)).toBe(true)

test.each([
  ['example.org/a.jpg', 'https://example.org/a.jpg'],
  ['localhost:8080/a.jpg', 'https://localhost:8080/a.jpg'],
  ['HTTP://example.org/a.jpg', 'HTTP://example.org/a.jpg'],
])('the address %s is asked for as %s', async (typed, address) => {
  takeAddress(typed)
  await asked(address)
})

test.each(['javascript:alert(1)', 'ftp://example.org/a.jpg', 'two words', ''])('%s is no address', (typed) => {
  takeAddress(typed)
  expect([byHand.problem.value, answers.size]).toEqual(['A picture’s address begins with https://', 0])
})

test.each([
  ['first', [FIRST, SECOND]],
  ['last', [SECOND, FIRST]],
])('what came of a picture is told of that one alone, where the one before it is judged %s', async (_, order) => {
  checkAddress(FIRST)
  await asked(FIRST)
  checkAddress(SECOND)
  await asked(SECOND)
  for (const picture of order) {
    answers.get(picture)?.()
    await new Promise((resolve) => setTimeout(resolve, 10))
    if (byHand.result.value) expect(byHand.result.value).toEqual(outcomeOf(SECOND))
    else expect(byHand.busy.value).toBe(true)
  }
  expect(byHand.result.value).toEqual(outcomeOf(SECOND))
  expect(byHand.busy.value).toBe(false)
})
