import { randomBytes } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import { afterEach, expect, test } from 'vitest'
import { createPictureBytes, type PictureBytes } from '../../../src/backlog/bytes/bytes.ts'
import { createHostTurns } from '../../../src/backlog/bytes/host-turns.ts'
import { type Page, startSite, type WebSite } from '../../fixtures/web-site.ts'

const open: { close(): Promise<void> }[] = []
afterEach(async () => {
  for (const one of open.splice(0)) await one.close()
})

const never = new AbortController().signal

async function site(pages: Record<string, Page | string>): Promise<WebSite> {
  const started = await startSite(pages)
  open.push(started)
  return started
}

function bytes(options: { everyMs?: number; timeoutMs?: number } = {}): PictureBytes {
  const turns = createHostTurns()
  const made = createPictureBytes({ turns, userAgent: 'MemeVeil/1 (test)', everyMs: 1, timeoutMs: 2000, ...options })
  open.push(made)
  return made
}

const answer =
  (status: number, headers: Record<string, string> = {}, body = ''): Page =>
  (_, response) =>
    response.writeHead(status, headers).end(body)
const to = (location: string) => answer(302, { location })
const said = async (promise: Promise<Uint8Array>) => new TextDecoder().decode(await promise)

test('a picture comes as it is, asked for once, with our name and without cookies', async () => {
  const { address, asked, headers } = await site({
    '/a.jpg': answer(200, { 'set-cookie': 'a=b', 'content-type': 'text/html' }, 'picture'),
  })
  const pictures = bytes()
  expect(await said(pictures.read(`${address}/a.jpg`, never))).toBe('picture')
  expect(await said(pictures.read(`${address}/a.jpg#again`, never))).toBe('picture')
  expect(asked).toEqual(['/robots.txt', '/a.jpg', '/a.jpg'])
  expect(headers()).toMatchObject({ 'user-agent': 'MemeVeil/1 (test)', 'accept-encoding': 'identity' })
  expect(headers().cookie).toBeUndefined()
})

test.each<[string, Page | undefined, object]>([
  ['a page that is not there', undefined, { kind: 'missing-picture', message: /answered 404/ }],
  ['one that is gone', answer(410), { kind: 'missing-picture', message: /answered 410/ }],
  ['one that may not be seen', answer(403), { kind: 'missing-picture', message: /answered 403/ }],
  ['a site that fails', answer(500), { name: 'RetryLater', tried: true, afterMs: undefined }],
  ['one that is busy for two minutes', answer(503, { 'retry-after': '120' }), { name: 'RetryLater', afterMs: 120_000 }],
  ['one that is asked too much', answer(429, { 'retry-after': '7' }), { name: 'RetryLater', afterMs: 7000 }],
  ['one that wants peace for a year', answer(429, { 'retry-after': '31536000' }), { afterMs: 24 * 3_600_000 }],
  ['a date that is over', answer(503, { 'retry-after': 'Wed, 21 Oct 2015 07:28:00 GMT' }), { afterMs: 0 }],
  ['a cut connection', (_, response) => response.destroy(), { name: 'RetryLater', message: /cut the connection/ }],
  [
    'a picture that is cut',
    (_, response) => response.writeHead(200, { 'content-length': '100' }).write('half', () => response.destroy()),
    { name: 'RetryLater' },
  ],
  ['a site that says nothing', () => {}, { name: 'RetryLater', message: /longer than 0.3 s/ }],
  [
    'a picture that stalls',
    (_, response) => response.writeHead(200).write('half'),
    { name: 'RetryLater', message: /longer than 0.3 s/ },
  ],
  [
    'a picture that says it is too large',
    answer(200, { 'content-length': String(21 * 2 ** 20) }),
    { kind: 'large-picture', message: /more than 20 MB/ },
  ],
  [
    'one that never ends',
    (_, response) => {
      const more = () => {
        while (response.write(Buffer.alloc(2 ** 20)));
      }
      response.on('drain', more)
      more()
    },
    { kind: 'large-picture' },
  ],
  [
    'a bomb',
    (_, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(Buffer.alloc(2 ** 26))),
    { kind: 'large-picture' },
  ],
  [
    'a compressed one that is cut',
    (_, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' })
      response.write(gzipSync(randomBytes(9999)).subarray(0, 5000), () => response.destroy())
    },
    { name: 'RetryLater', message: /cut the connection/ },
  ],
  [
    'broken compression',
    answer(200, { 'content-encoding': 'gzip' }, 'no gzip'),
    { name: 'RetryLater', message: /incorrect header check/ },
  ],
  ['an unknown one', answer(200, { 'content-encoding': 'zzz' }, 'x'), { kind: 'missing-picture', message: /"zzz"/ }],
  ['a way in circles', to('/a.jpg'), { kind: 'missing-picture', message: /on and on/ }],
  ['a way to a file', to('file:///etc/passwd'), { kind: 'missing-picture', message: /only http and https/ }],
  ['a way to nowhere', to('http://['), { kind: 'missing-picture', message: /leads on to no address/ }],
  ['a redirect without a way', answer(302), { kind: 'missing-picture', message: /answered 302/ }],
])('%s is told', async (_, page, error) => {
  const { address } = await site(page ? { '/a.jpg': page } : {})
  // the bomb takes a while to be packed
  const timeoutMs = /0.3/.test(String((error as { message?: RegExp }).message)) ? 300 : 10_000
  await expect(bytes({ timeoutMs }).read(`${address}/a.jpg`, never)).rejects.toMatchObject(error)
})

test.each([
  ['http://127.0.0.1:1/a.jpg', { name: 'RetryLater', message: /takes no connections/ }],
  ['http://nosuch.invalid/a.jpg', { name: 'RetryLater', message: /nosuch.invalid can't be found by its name/ }],
  ['http://[/a.jpg', { kind: 'missing-picture' }],
  [`http://a.org/${'x'.repeat(5000)}`, { kind: 'missing-picture' }],
  ['ftp://a.org/a.jpg', { kind: 'missing-picture', message: /no address of a picture/ }],
  ['a.jpg', { kind: 'missing-picture' }],
])('%s gives no picture', async (location, error) => {
  await expect(bytes().read(location, never)).rejects.toMatchObject(error)
})

test('what is compressed though nobody asked is a picture still', async () => {
  const { address } = await site({
    '/a.jpg': (_, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('picture')),
  })
  expect(await said(bytes().read(`${address}/a.jpg`, never))).toBe('picture')
})

test('five redirects are followed, each by the rules of its own site', async () => {
  const second = await site({
    '/robots.txt': 'User-agent: *\nDisallow: /private',
    '/1': to('/2'),
    '/2': to('/3'),
    '/3': to('/4'),
    '/4': to('/a.jpg'),
    '/a.jpg': 'picture',
  })
  const first = await site({ '/way': to(`${second.address}/1`), '/closed': to(`${second.address}/private/a.jpg`) })
  const pictures = bytes()
  expect(await said(pictures.read(`${first.address}/way`, never))).toBe('picture')
  await expect(pictures.read(`${first.address}/closed`, never)).rejects.toMatchObject({
    kind: 'missing-picture',
    message: `${second.host} forbids robots to fetch it, by its robots.txt`,
  })
  expect(second.asked).toEqual(['/robots.txt', '/1', '/2', '/3', '/4', '/a.jpg'])
})

test('who gives up waits no longer, for a turn, for an answer, or at all', async () => {
  const { address } = await site({ '/silent.jpg': () => {}, '/a.jpg': 'picture' })
  const pictures = bytes({ timeoutMs: 20_000 })
  const gone = new AbortController()
  const waiting = [pictures.read(`${address}/silent.jpg`, gone.signal)]
  const slow = bytes({ everyMs: 20_000 })
  waiting.push(slow.read(`${address}/a.jpg`, gone.signal))
  setTimeout(() => gone.abort(new Error('gone')), 200)
  for (const one of waiting) await expect(one).rejects.toThrow('gone')
  await expect(pictures.read(`${address}/a.jpg`, gone.signal)).rejects.toThrow('gone')
})

test('a host that is asked too much is left alone', async () => {
  const { address, asked } = await site({ '/a.jpg': answer(429, { 'retry-after': '400' }), '/b.jpg': 'picture' })
  const pictures = bytes()
  await expect(pictures.read(`${address}/a.jpg`, never)).rejects.toMatchObject({ afterMs: 400_000 })
  await expect(pictures.read(`${address}/b.jpg`, never)).rejects.toMatchObject({ name: 'RetryLater', tried: false })
  expect(asked).toEqual(['/robots.txt', '/a.jpg'])
})
