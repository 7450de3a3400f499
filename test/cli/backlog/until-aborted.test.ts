import { expect, test } from 'vitest'
import { untilAborted } from '../../../src/cli/backlog/until-aborted.ts'

test('what was aborted before anybody waited is waited for no more', async () => {
  expect(await untilAborted(AbortSignal.abort())).toBeUndefined()
})

test('what is aborted later is waited for', async () => {
  const ending = new AbortController()
  let ended = false
  const waiting = untilAborted(ending.signal).then(() => (ended = true))
  await new Promise((resolve) => setTimeout(resolve, 10))
  expect(ended).toBe(false)
  ending.abort()
  expect(await waiting).toBe(true)
})
