import { afterEach, expect, test } from 'vitest'
import { createPictureBytes } from '../../../src/backlog/bytes/bytes.ts'
import { createHostTurns, type HostTurns } from '../../../src/backlog/bytes/host-turns.ts'
import { deferred } from '../../fixtures/deferred.ts'
import { type Page, startSite } from '../../fixtures/web-site.ts'

const open: { close(): Promise<void> }[] = []
afterEach(async () => {
  for (const one of open.splice(0)) await one.close()
})

const never = new AbortController().signal

/** A site with these rules; what its picture gives, and for how long each turn kept others out. */
async function visit(robots: Page | string) {
  const site = await startSite({ '/robots.txt': robots, '/a.jpg': 'picture', '/elsewhere.txt': 'nothing of robots' })
  const { turns, every } = watched()
  const pictures = createPictureBytes({ turns, userAgent: 'MemeVeil/1', everyMs: 5, timeoutMs: 1000 })
  open.push(site, pictures)
  return { ...site, every, read: (signal = never) => pictures.read(`${site.address}/a.jpg`, signal) }
}

/** Turns that come at once and say what was asked of them. */
function watched(): { turns: HostTurns; every: number[] } {
  const every: number[] = []
  const turns: HostTurns = { ...createHostTurns(), take: async (_, everyMs) => void every.push(everyMs) }
  return { turns, every }
}

const group = (name: string, ...rules: string[]) => [`User-agent: ${name}`, ...rules, ''].join('\n')
const answer =
  (status: number, headers: Record<string, string> = {}): Page =>
  (_, response) =>
    response.writeHead(status, headers).end('User-agent: *\nDisallow: /')

test.each<[string, Page | string]>([
  ['other robots', group('Googlebot', 'Disallow: /')],
  ['others than us', group('*', 'Disallow: /') + group('MemeVeil', 'Allow: /')],
  ['other paths', group('*', 'Disallow: /b')],
  ['all but pictures', group('*', 'Disallow: /', 'Allow: /*.jpg$')],
  ['nobody', ''],
  ['nobody with rules, for it is a page', '<!doctype html><p>Disallow: /'],
  ['nobody, for it is not there', answer(404)],
  ['nobody, for it is not shown', answer(401)],
  ['nobody, for it leads in a circle', answer(301, { location: '/robots.txt' })],
  ['nobody where it leads to', answer(301, { location: '/elsewhere.txt' })],
])('a picture is fetched where robots.txt forbids %s', async (_, robots) => {
  const { read } = await visit(robots)
  expect(new TextDecoder().decode(await read())).toBe('picture')
})

test.each<[string, Page | string]>([
  ['all', group('*', 'Disallow: /')],
  ['us', group('*', 'Allow: /') + group('memeveil', 'Disallow: /')],
  ['pictures', group('*', 'Disallow: /*.jpg$')],
  ['all behind a byte order mark', `\ufeff${group('*', 'Disallow: /')}`],
  ['all in its first 500 kB', group('*', 'Disallow: /') + '#'.repeat(600_000)],
])('a picture is not fetched where robots.txt forbids %s', async (_, robots) => {
  const { read, asked } = await visit(robots)
  await expect(read()).rejects.toMatchObject({ kind: 'missing-picture', message: /forbids robots/ })
  await expect(read()).rejects.toMatchObject({ kind: 'missing-picture' })
  expect(asked).toEqual(['/robots.txt'])
})

test.each<[string, Page, object]>([
  ['fails', answer(500), { message: /robots.txt, answered 500/ }],
  ['is asked for too much', answer(429, { 'retry-after': '9' }), { afterMs: 9000 }],
  ['is cut', (_, response) => response.destroy(), { message: /cut the connection/ }],
  ['stalls', () => {}, { message: /longer than 1 s/ }],
])('as long as robots.txt %s, nothing is fetched, and it is asked for again', async (_, robots, error) => {
  const { read, asked } = await visit(robots)
  await expect(read()).rejects.toMatchObject({ name: 'RetryLater', ...error })
  await expect(read()).rejects.toMatchObject({ name: 'RetryLater' })
  expect(asked).toEqual(['/robots.txt', '/robots.txt'])
})

test('robots.txt is asked for once for all who come meanwhile, and one who leaves takes it from nobody', async () => {
  const left = deferred<void>()
  const { read, asked } = await visit((_, response) => left.promise.then(() => response.end(group('*'))))
  const leaving = new AbortController()
  const first = read(leaving.signal)
  const others = [read(), read()]
  leaving.abort(new Error('left'))
  await expect(first).rejects.toThrow('left')
  left.resolve()
  await Promise.all(others)
  expect(asked).toEqual(['/robots.txt', '/a.jpg', '/a.jpg'])
})

test.each([
  ['as long as it says', 'Crawl-delay: 2.5', 2500],
  ['a minute at most', 'Crawl-delay: 86400', 60_000],
  ['as ever where it says nonsense', 'Crawl-delay: soon', 5],
  ['as ever where it says nothing', '', 5],
])('a site is left alone between two requests %s', async (_, rule, ms) => {
  const { read, every } = await visit(group('*', rule))
  await read()
  expect(every).toEqual([5, ms])
})
