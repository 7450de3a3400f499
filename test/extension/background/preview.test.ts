import { afterEach, expect, test, vi } from 'vitest'
import { createPreview } from '../../../src/extension/background/preview.ts'

afterEach(() => vi.unstubAllGlobals())

const granted = async (pattern: string) => pattern.includes('allowed.example') || pattern.includes('192.168.0.1')
const page = 'https://page.example/feed'

test.each([
  ['a host that may not be asked', 'https://other.example/a.jpg'],
  ['a private address of a public page', 'http://192.168.0.1/a.jpg'],
])('nothing is sent to %s', async (_, address) => {
  const fetched = vi.fn()
  vi.stubGlobal('fetch', fetched)
  expect(await createPreview(granted)({ address, page })).toBeNull()
  expect(fetched).not.toHaveBeenCalled()
})

test('no cookies are sent, and what is moved or no picture has no preview', async () => {
  const answers = [new Response('', { status: 404 }), new Response('text')]
  const fetched = vi.fn(async () => answers.shift())
  vi.stubGlobal('fetch', fetched)
  const wanted = { address: 'https://allowed.example/a.jpg', page }
  for (let i = 0; i < 2; i++) expect(await createPreview(granted)(wanted)).toBeNull()
  expect(fetched).toHaveBeenCalledTimes(2)
  expect(fetched).toHaveBeenCalledWith(
    'https://allowed.example/a.jpg',
    expect.objectContaining({ credentials: 'omit', redirect: 'manual' }),
  )
})

test('a picture that says it has more pixels than any is not decoded', async () => {
  const png = Buffer.from(
    '89504e470d0a1a0a0000000d494844520000ea600000ea600802000000aaaaaaaa0000000049454e44ae426082',
    'hex',
  )
  const decode = vi.fn()
  vi.stubGlobal('createImageBitmap', decode)
  vi.stubGlobal('fetch', async () => new Response(png, { headers: { 'content-type': 'image/png' } }))
  expect(await createPreview(granted)({ address: 'https://allowed.example/a.png', page })).toBeNull()
  expect(decode).not.toHaveBeenCalled()
})
