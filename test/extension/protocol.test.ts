import { beforeAll, expect, test, vi } from 'vitest'

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
    'content-to-background: check-picture': async (payload) => {
      handled.push(payload)
      return { state: 'unknown', kind: 'failed', reason: 'test' }
    },
    'popup-to-background: check-by-hand': async () => ({ state: 'unknown', kind: 'failed', reason: 'by hand' }),
  })
})

const page = { id: ID, tab: { id: 1 }, url: 'https://x.com/home' }
const popup = { id: ID, url: `${ORIGIN}popup.html` }
const check = (payload: object) => ({ name: 'content-to-background: check-picture', payload })
const good = { id: 'a', address: 'https://pbs.twimg.com/x.jpg', urgent: true }

test('a right message from a content script is answered', async () => {
  expect(await listener(check(good), page)).toEqual({ state: 'unknown', kind: 'failed', reason: 'test' })
  expect(handled).toEqual([good])
})

test.each([
  ['another extension', check(good), { ...page, id: 'other' }, /wrong context/],
  [
    'a page, where a popup must ask',
    { name: 'popup-to-background: check-by-hand', payload: { text: 'x' } },
    page,
    /wrong context/,
  ],
  ['a file address', check({ ...good, address: 'file:///etc/passwd' }), page, /Invalid format/],
  ['an address of the extension', check({ ...good, address: `${ORIGIN}head.json` }), page, /Invalid format/],
  ['a missing field', check({ id: 'a' }), page, /address/],
  ['an id that is no string', check({ ...good, id: 7 }), page, /string/],
])('%s is refused', async (_, message, sender, reason) => {
  await expect(listener(message, sender)).rejects.toThrow(reason)
  expect(handled).toHaveLength(1)
})

test.each([[{ name: 'unheard-of', payload: {} }], [{ name: 'toString' }], [null], ['text']])(
  '%j is left to others',
  (message) => expect(listener(message, popup)).toBeUndefined(),
)
