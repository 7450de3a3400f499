import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { draw } from '../../demo/draw.ts'
import { pictures } from './site.ts'

/** One request as it came in. */
interface Asked {
  host: string
  path: string
  headers: IncomingHttpHeaders
  /** Bytes that were sent in answer. */
  served(): number
  open: boolean
}

/** Every host of a small web: a proxy that answers itself, and writes down each request. */
export interface RecordedWeb {
  port: number
  seen: Asked[]
  /** Which picture /latest.jpg is. */
  latest: keyof typeof pictures
  /** Requests for this path, the extension's own: pages say where they come from. */
  byExtension(path: string): Asked[]
  close(): void
}

type Answer = (url: URL, asked: Asked, response: ServerResponse, web: RecordedWeb) => Promise<void> | void

const COOKIES = ['strict=1; SameSite=Strict', 'lax=1; SameSite=Lax', 'hidden=1; SameSite=Strict; HttpOnly']

async function picture(response: ServerResponse, name: keyof typeof pictures, headers: object, status = 200) {
  response.writeHead(status, { 'content-type': 'image/jpeg', ...headers }).end(await pictures[name])
}

/** Begins a picture, and writes on until the other side leaves. */
async function writeOn(response: ServerResponse, chunk: Buffer, ms: number): Promise<void> {
  const begun = (await pictures.harmless).subarray(0, -100)
  response.writeHead(200, { 'content-type': 'image/jpeg' }).write(begun)
  const timer = setInterval(() => response.writableNeedDrain || response.write(chunk), ms)
  response.on('close', () => clearInterval(timer))
}

const html = (response: ServerResponse, body: string, headers = {}) =>
  response.writeHead(200, { 'content-type': 'text/html', ...headers }).end(`<!doctype html><body>${body}`)

const img = (source: string) => `<img src="${source}" width="420" height="308">`

/** A page that makes a picture of its own, gives up its address, and only then shows it. */
const REVOKED = `<script type="module">
  const blob = await (await fetch('/offensive.jpg')).blob()
  const image = new Image(420, 308)
  image.src = URL.createObjectURL(blob)
  await image.decode()
  URL.revokeObjectURL(image.src)
  document.body.append(image)
</script>`

const ANSWERS: Record<string, Answer> = {
  '/set': ({ hostname }, _, r) => {
    const domain = hostname.endsWith('page.example') ? '; Domain=page.example' : ''
    html(r, 'set', { 'set-cookie': COOKIES.map((cookie) => cookie + domain) })
  },
  '/show': ({ searchParams }, _, r) => void html(r, searchParams.getAll('src').map(img).join('')),
  '/svg': (_, __, r) =>
    void html(r, '<svg width="420" height="308"><image href="/referer.jpg" width="420" height="308"/></svg>'),
  '/revoked': (_, __, r) => void html(r, REVOKED),
  '/harmless.jpg': (_, __, r) => picture(r, 'harmless', { 'cache-control': 'max-age=600' }),
  '/other.jpg': (_, __, r) => picture(r, 'other', { 'cache-control': 'max-age=600' }),
  '/offensive.jpg': (_, __, r) => picture(r, 'offensive', { 'cache-control': 'max-age=600' }),
  /** Another picture for who is signed in. */
  '/private.jpg': (_, { headers }, r) =>
    picture(r, headers.cookie ? 'offensive' : 'harmless', { 'cache-control': 'private, max-age=600' }),
  '/latest.jpg': (_, __, r, { latest }) => picture(r, latest, { 'cache-control': 'no-cache', etag: `"${latest}"` }),
  '/brief.jpg': (_, __, r, { latest }) => picture(r, latest, { 'cache-control': 'max-age=2' }),
  /** Another picture for the extension than for pages. */
  '/cloaked.jpg': (_, { headers }, r) =>
    picture(r, headers.referer ? 'harmless' : 'offensive', { 'cache-control': 'no-store' }),
  /** One for each query, shown nowhere else. */
  '/drawn.jpg': async ({ search }, _, r) => {
    const words = { top: `Day ${search.slice(1)} of the holiday`, bottom: 'and still no rain' }
    const drawn = await draw({ id: 'drawn', label: 'non-offensive', scene: 'sea', ...words })
    r.writeHead(200, { 'content-type': 'image/jpeg', 'cache-control': 'max-age=600' }).end(drawn)
  },
  '/referer.jpg': (_, { headers }, r) => picture(r, 'offensive', {}, headers.referer ? 200 : 403),
  '/dest.jpg': (_, { headers }, r) => picture(r, 'offensive', {}, headers['sec-fetch-dest'] === 'image' ? 200 : 403),
  '/to': ({ searchParams }, _, r) => void r.writeHead(302, { location: searchParams.get('u') ?? '' }).end(),
  '/to-random': ({ searchParams }, _, r) =>
    void r.writeHead(302, { location: searchParams.get('u') ?? '', 'cache-control': 'no-store' }).end(),
  '/stalled.jpg': (_, __, r) => writeOn(r, Buffer.from('s'), 600_000),
  '/crawling.jpg': (_, __, r) => writeOn(r, Buffer.from('c'), 1000),
  '/endless.jpg': (_, __, r) => writeOn(r, Buffer.alloc(1_000_000), 1),
}

/** Loopback and private addresses included. */
const HOSTS = /(^|\.)(page|other|closed)\.example$|^(127\.0\.0\.1|localhost|10\.0\.0\.7|\[::1\])$/

export async function recordedWeb(): Promise<RecordedWeb> {
  const server = createServer((request, response) => serve(request, response))
  server.on('connect', (_, socket) => socket.end('HTTP/1.1 502 Refused\r\n\r\n'))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const web: RecordedWeb = {
    port: (server.address() as AddressInfo).port,
    seen: [],
    latest: 'harmless',
    byExtension: (path) => web.seen.filter((asked) => asked.path.startsWith(path) && !asked.headers.referer),
    close() {
      server.closeAllConnections()
      server.close()
    },
  }
  function serve({ url = '', headers }: IncomingMessage, response: ServerResponse): void {
    const parsed = new URL(url, `http://${headers.host}`)
    const { hostname, pathname, search } = parsed
    const answer = ANSWERS[pathname]
    if (!HOSTS.test(hostname) || !answer) return void response.writeHead(404).end()
    const before = response.socket?.bytesWritten ?? 0
    const { socket } = response
    const served = () => (socket?.bytesWritten ?? 0) - before
    const asked: Asked = { host: hostname, path: pathname + search, headers, served, open: true }
    response.on('close', () => {
      asked.open = false
    })
    web.seen.push(asked)
    void answer(parsed, asked, response, web)
  }
  return web
}
