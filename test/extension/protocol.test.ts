import fc from 'fast-check'
import { beforeAll, expect, test, vi } from 'vitest'
import { changed } from '../fixtures/hostile/changed.ts'
import { runs } from '../fixtures/hostile/seed.ts'

type Listener = (message: unknown, sender: object) => Promise<unknown> | undefined

const ID = 'the-extension'
const ORIGIN = 'chrome-extension://the-extension/'
let listener: Listener

// the one browser API that the protocol needs; the real one has no way to forge a sender
vi.mock('webextension-polyfill', () => ({
  default: { runtime: { id: ID, getURL: () => ORIGIN, onMessage: { addListener: (l: Listener) => (listener = l) } } },
}))

const handled: unknown[] = []
beforeAll(async () => {
  const { receive } = await import('../../src/extension/protocol.ts')
  receive({
    'popup-to-background: check-by-hand': async (payload) => {
      handled.push(payload)
      return { state: 'unknown', kind: 'failed', reason: ['reasonLost'] }
    },
    'content-to-background: cover-page': async () => null,
  })
})

const page = { id: ID, tab: { id: 1 }, url: 'https://x.com/home' }
const popup = { id: ID, url: `${ORIGIN}popup.html` }
const check = (payload: object) => ({ name: 'popup-to-background: check-by-hand', payload })
const good = { picture: 'https://pbs.twimg.com/x.jpg' }
const look = { effect: 'blur', coverFirst: true, trusted: [] }
const cover = { name: 'content-to-background: cover-page', payload: { words: {}, look, previous: [] } }

test('a right message from a popup is answered', async () => {
  expect(await listener(check(good), popup)).toEqual({ state: 'unknown', kind: 'failed', reason: ['reasonLost'] })
  expect(handled).toEqual([good])
})

test.each([
  ['another extension', check(good), { ...popup, id: 'other' }, /wrong context/],
  ['a page, where a popup must ask', check(good), page, /wrong context/],
  ['a popup, where a page must ask', cover, popup, /wrong context/],
  ['a file address', check({ picture: 'file:///etc/passwd' }), popup, /Invalid format/],
  ['an address of the extension', check({ picture: `${ORIGIN}head.json` }), popup, /Invalid format/],
  ['a missing field', cover, page, /shown/],
  ['an address that is no string', check({ picture: 7 }), popup, /string/],
])('%s is refused', async (_, message, sender, reason) => {
  await expect(listener(message, sender)).rejects.toThrow(reason)
  expect(handled).toHaveLength(1)
})

test.each([[{ name: 'unheard-of', payload: {} }], [{ name: 'toString' }], [null], ['text']])(
  '%j is left to others',
  (message) => expect(listener(message, popup)).toBeUndefined(),
)

test('whatever comes is left to others, refused with a reason, or handled as its schema has it', async () => {
  const words = Object.fromEntries(
    (await import('../../src/extension/content/cover/stylesheet.ts')).WORDS.map((word) => [word, 'abcdef']),
  )
  const covered = { ...cover, payload: { words, look, previous: [look] } }
  expect(await listener(covered, page)).toBe(null)
  const message = fc.oneof(
    changed(covered),
    changed(check({ ...good, text: 'a', explain: true })),
    fc.anything(),
    fc.record({ name: fc.constantFrom<unknown>(cover.name, [cover.name], '__proto__'), payload: fc.anything() }),
  )
  await fc.assert(
    fc.asyncProperty(message, fc.constantFrom(page, popup, {}, { ...page, id: 'other' }), async (message, sender) => {
      handled.length = 0
      const answer = listener(message, sender)
      const outcome = await answer?.then(
        () => 'answered',
        (error: Error) => error.message,
      )
      if (outcome !== undefined && outcome !== 'answered') expect(outcome).toMatch(/^"[\w-]+: [\w-]+"/)
      if (handled.length > 0) expect(sender).toBe(popup)
      for (const payload of handled as { picture?: string; text?: string }[]) {
        expect(payload.picture ?? 'https://').toMatch(/^(https?:\/\/|data:image\/)/i)
        expect(typeof (payload.text ?? '')).toBe('string')
      }
    }),
    runs(1000),
  )
})
