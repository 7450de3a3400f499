import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { createFetch } from '../../../src/extension/engine/fetch-picture.ts'

const LIMITS = { mostBytes: 1_000_000, idleMs: 1000, wholeMs: 2500 }
const fetchPicture = createFetch(LIMITS)

let server: Server
let address: string
let asked: IncomingHttpHeaders[]
let served = 0
let closed = false

/** Writes what `chunk` gives, every `ms`, until the other side leaves. */
function write(response: ServerResponse, ms: number, chunk: Buffer): void {
  const timer = setInterval(() => {
    if (response.write(chunk)) served += chunk.length
  }, ms)
  response.on('close', () => {
    clearInterval(timer)
    closed = true
  })
}

const ANSWERS: Record<string, (response: ServerResponse) => void> = {
  '/fresh': (r) => r.writeHead(200, { 'cache-control': 'max-age=60', age: '10' }).end('bytes'),
  '/silent': (r) => r.writeHead(200).end('bytes'),
  '/forbidden': (r) => r.writeHead(403).end(),
  '/no-store': (r) => r.writeHead(200, { 'cache-control': 'no-store' }).end('bytes'),
  '/long': (r) => r.writeHead(200, { 'content-length': 1_000_001 }).flushHeaders(),
  '/endless': (r) => write(r.writeHead(200), 1, Buffer.alloc(100_000)),
  '/stalled': (r) => r.writeHead(200).write('b'),
  '/crawling': (r) => write(r.writeHead(200), 100, Buffer.from('b')),
  '/dead': () => {},
}

beforeAll(async () => {
  server = createServer((request, response) => {
    asked.push(request.headers)
    ANSWERS[request.url ?? '']?.(response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => {
  server.closeAllConnections()
  server.close()
})
beforeEach(() => {
  asked = []
  served = 0
  closed = false
})

const never = () => new AbortController().signal

test('a picture comes with the time for which its address stands for it', async () => {
  expect(await fetchPicture({ address: `${address}/fresh`, cookies: false }, never())).toEqual({
    state: 'picture',
    bytes: new TextEncoder().encode('bytes'),
    // a millisecond may pass in between
    freshMs: expect.closeTo(50_000, -2),
  })
  expect(asked[0].accept).toContain('image/avif')
  expect(await fetchPicture({ address: `${address}/silent`, cookies: false }, never())).toMatchObject({ freshMs: 0 })
  expect(await fetchPicture({ address: 'data:image/png;base64,AAAA', cookies: false }, never())).toMatchObject({
    bytes: new Uint8Array(3),
    freshMs: 0,
  })
})

test.each([
  ['/forbidden', 'not-loaded', ['reasonAnswered', { status: 403 }]],
  ['/no-store', 'changes', ['reasonChanges']],
  ['/long', 'too-large', ['reasonTooLarge', { size: { bytes: 1_000_000 } }]],
  ['/stalled', 'not-loaded', ['reasonSilent', { seconds: 1 }]],
  ['/dead', 'not-loaded', ['reasonSilent', { seconds: 1 }]],
  ['/crawling', 'not-loaded', ['reasonSlow', { seconds: 2.5 }]],
])('%s is told as %s', async (path, kind, reason) => {
  await expect(fetchPicture({ address: address + path, cookies: false }, never())).rejects.toMatchObject({
    kind,
    reason,
  })
})

test('a body without a length is left at the limit', async () => {
  await expect(fetchPicture({ address: `${address}/endless`, cookies: false }, never())).rejects.toMatchObject({
    kind: 'too-large',
  })
  for (let i = 0; i < 100 && !closed; i++) await new Promise((resolve) => setTimeout(resolve, 20))
  expect(closed).toBe(true)
  // what lay in the sockets' buffers by then was served for nothing
  expect(served).toBeLessThan(20 * LIMITS.mostBytes)
})

test('one that nobody waits for any more ends at once', async () => {
  const controller = new AbortController()
  const fetched = fetchPicture({ address: `${address}/crawling`, cookies: false }, controller.signal)
  setTimeout(() => controller.abort(new Error('enough')), 100)
  await expect(fetched).rejects.toThrow('enough')
})
