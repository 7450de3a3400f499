import { connect, type Socket } from 'node:net'
import fc from 'fast-check'
import { afterAll, expect, test, vi } from 'vitest'
import type { Verdict } from '../../src/core/decide.ts'
import { UNRATED } from '../../src/core/model/ratings.ts'
import { createApp } from '../../src/server/app.ts'
import type { JudgeJob } from '../../src/server/judge-worker.ts'
import { createJudges } from '../../src/server/judges.ts'
import { BALANCED, LEVELLED, tinyHead } from '../fixtures/head.ts'
import { runs } from '../fixtures/hostile/seed.ts'
import { tinyManifest } from '../fixtures/manifest.ts'

/** Says again what it was given, after another time for each: answers overtake each other. */
async function run({ text = '' }: JudgeJob): Promise<Verdict> {
  await new Promise((resolve) => setTimeout(resolve, text.length % 7))
  const verdict = { probability: 0.4, kind: 'both', thresholds: LEVELLED.both, text, asides: [], frames: 1 }
  return { ...verdict, ratings: UNRATED, model: { id: 'tiny', version: '1', head: 'a' }, ms: {} } as unknown as Verdict
}

const pool = { run, close: async () => {} }
const judges = createJudges(pool, { workers: 8, seconds: 20, onFault: () => {} })
const head = tinyHead(tinyManifest(2))
const patience = { headers: 2000, request: 4000, every: 500 }
const app = await createApp({ judges, head, sensitivity: BALANCED, ui: true, logger: false, patience })
const faults: unknown[] = []
app.log.error = (fault: unknown) => void faults.push(fault)
const address = new URL(await app.listen({ host: '127.0.0.1', port: 0 }))
afterAll(() => app.close(), 60_000)

const HOST = 'Host: a\r\n'
const FORM = 'Content-Type: multipart/form-data; boundary=x\r\n'
const FILE = 'Content-Disposition: form-data; name="image"; filename="a"'
const TEXT = 'Content-Disposition: form-data; name="text"'
const part = (head: string, body = 'b') => `--x\r\n${head}\r\n\r\n${body}\r\n`
const END = '--x--\r\n'
const lines = (count: number) => Array.from({ length: count }, (_, i) => `x${i}: y\r\n`).join('')

function post(body: string, query = ''): string {
  const length = Buffer.byteLength(body, 'latin1')
  return `POST /predict${query} HTTP/1.1\r\n${HOST}${FORM}Content-Length: ${length}\r\nConnection: close\r\n\r\n${body}`
}

function open(to = address): Socket {
  const socket = connect(Number(to.port), '127.0.0.1')
  // a server that has enough of us closes while we write
  return socket.on('error', () => {})
}

/** What the server says to some bytes until it closes, or for a while. */
function say(request: string | Buffer, ms = 500): Promise<string> {
  return new Promise((resolve) => {
    const socket = open()
    let said = ''
    socket.on('data', (data) => (said += data))
    const end = () => {
      socket.destroy()
      resolve(said)
    }
    const timer = setTimeout(end, ms)
    socket.on('close', () => {
      clearTimeout(timer)
      end()
    })
    socket.write(typeof request === 'string' ? Buffer.from(request, 'latin1') : request)
  })
}

/** No stack, no path of ours, no message of the language. */
const INSIDES = /\n {4}at |\.ts\b|node_modules|Cannot read|undefined|is not a function|\[object/

async function isWell(): Promise<boolean> {
  return (await fetch(new URL('/health', address))).status === 200
}

const get = (path: string, headers = HOST) => `GET ${path} HTTP/1.1\r\n${headers}Connection: close\r\n\r\n`
const posted = (headers: string, body = '') => `POST /predict HTTP/1.1\r\n${HOST}${headers}\r\n${body}`

test.each<[what: string, status: number | null, request: string | Buffer]>([
  ['an escape that is none', 404, get('/%zz')],
  ['a long path with such an escape', 404, get(`/%zz${'a'.repeat(9000)}`)],
  ['a way up', 404, get('/ui/../../package.json')],
  ['an escaped way up', 404, get('/ui/..%2f..%2fpackage.json')],
  ['a path with a NUL', 404, get('/predict%00')],
  ['two slashes', 404, get('//health')],
  ['an address of another host', 404, get('http://other.example/secret')],
  ['an address too long', 431, get(`/${'a'.repeat(20_000)}`)],
  ['no host', 400, get('/health', '')],
  ['two hosts', 200, get('/health', 'Host: a\r\nHost: b\r\n')],
  ['HTTP 9.9', 400, 'GET /health HTTP/9.9\r\nHost: a\r\n\r\n'],
  ['HTTP 2', 400, 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'],
  ['TLS', 400, Buffer.from([0x16, 3, 1, 0, 5, 1, 0, 0, 1, 0])],
  ['no method', 400, `WIBBLE / HTTP/1.1\r\n${HOST}\r\n`],
  ['a proxy wanted', null, `CONNECT a:80 HTTP/1.1\r\n${HOST}\r\n`],
  ['TRACE', 404, `TRACE / HTTP/1.1\r\n${HOST}\r\n`],
  ['a flood of headers', 431, get('/', HOST + lines(5000))],
  ['a header with a NUL', 400, get('/', `${HOST}x: a\0b\r\n`)],
  ['a header with a line feed', 400, get('/', `${HOST}x: a\nb: c\r\n`)],
  ['wonders expected', 417, posted('Expect: wonders\r\nContent-Length: 0\r\n')],
  ['two lengths', 400, posted('Content-Length: 5\r\nContent-Length: 6\r\n', 'hello!')],
  ['a negative length', 400, posted('Content-Length: -5\r\n')],
  ['a length that is no number', 400, posted('Content-Length: 99999999999999999999\r\n')],
  ['a length and chunks', 400, posted(`${FORM}Content-Length: 5\r\nTransfer-Encoding: chunked\r\n`, '0\r\n\r\n')],
  ['a chunk of no number', 400, posted(`${FORM}Transfer-Encoding: chunked\r\n`, 'zz\r\nz\r\n0\r\n\r\n')],
  ['a chunk with much said of it', 400, posted(`${FORM}Transfer-Encoding: chunked\r\n`, `1;${'a'.repeat(40_000)}`)],
  ['JSON of 9 PB', 413, posted('Content-Type: application/json\r\nContent-Length: 9007199254740991\r\n')],
  ['a type of nothing', 415, posted('Content-Type: ;;;\r\nContent-Length: 2\r\n', 'ab')],
  ['a boundary of 5,000 letters', 400, posted(`Content-Type: multipart/form-data; boundary=${'x'.repeat(5000)}\r\n`)],
  ['a level of the language', 400, post(part(FILE) + END, '?level=__proto__')],
  ['10,000 texts', 400, post(part(TEXT).repeat(10_000) + END)],
  ['10,000 pictures', 400, post(part(FILE).repeat(10_000) + END)],
  ['10,000 headers of a part', 400, post(part(`${lines(10_000)}${FILE}`) + END)],
  ['a header of a part of 200 kB', 400, post(part(`x: ${'y'.repeat(200_000)}\r\n${FILE}`) + END)],
  ['a part that has no name', 400, post(part('Content-Disposition: form-data') + part(FILE) + END)],
  ['a part that says nothing', 400, post(part('X: y') + END)],
  ['a part named __proto__', 400, post(part('Content-Disposition: form-data; name="__proto__"') + END)],
  ['a text as JSON', 400, post(part(`${TEXT}\r\nContent-Type: application/json`, '{"a":1}') + part(FILE) + END)],
  ['a text as broken JSON', 400, post(part(`${TEXT}\r\nContent-Type: application/json`, '{') + part(FILE) + END)],
  ['3 MB before the first part', 400, post('a'.repeat(3_000_000))],
  ['a file name that leads elsewhere', 200, post(part(FILE.replace('"a"', '"../../etc/passwd"')) + END)],
  ['a part within a part', 200, post(part(`${FILE}\r\nContent-Type: multipart/mixed; boundary=y`, '--y--') + END)],
])('%s gets %s, nothing of our insides, and harms nobody', async (_, status, request) => {
  const said = await say(request)
  expect(said === '' ? null : Number(/^HTTP\/1\.1 (\d+)/.exec(said)?.[1])).toBe(status)
  expect(said).not.toMatch(INSIDES)
  expect(said.length).toBeLessThan(1000)
  expect(await isWell()).toBe(true)
  expect(faults).toEqual([])
})

const piece = fc.oneof(
  fc.constantFrom(
    part(FILE),
    part(TEXT),
    END,
    '--x\r\n',
    '--x',
    '\r\n',
    '\r\n\r\n',
    FILE,
    TEXT,
    '--x--',
    '"',
    ';',
    '=',
  ),
  fc.constantFrom('Content-Type: ', 'Content-Transfer-Encoding: base64\r\n', 'name*=', "utf-8''%ff", 'charset=utf-7'),
  fc.string({ unit: 'binary', maxLength: 40 }),
)

test('whatever a form holds, it is judged or refused, and nothing of our insides is told', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(piece, { maxLength: 12 }), async (pieces) => {
      const payload = Buffer.from(pieces.join(''), 'latin1')
      const headers = { 'content-type': 'multipart/form-data; boundary=x' }
      const { statusCode, body } = await app.inject({ method: 'POST', url: '/predict', headers, payload })
      expect([200, 400, 413, 415]).toContain(statusCode)
      expect(Object.keys(JSON.parse(body))).toEqual(
        statusCode === 200 ? ['prediction', 'probability'] : ['statusCode', 'error', 'message'],
      )
      expect(body).not.toMatch(INSIDES)
    }),
    runs(500),
  )
  expect(faults).toEqual([])
})

test('1,000 clients at once are answered each with its own, or told to come again', async () => {
  let judged = 0
  const client = async (i: number): Promise<void> => {
    const text = `client ${i} ${'of a thousand '.repeat(i % 5)}`.trim()
    for (;;) {
      const form = new FormData()
      form.append('image', new Blob([`picture ${i}`]), 'a')
      form.append('text', text)
      const response = await fetch(new URL('/predict?explain=1', address), { method: 'POST', body: form })
      const answer = (await response.json()) as { text: string; message: string }
      if (response.status === 200) {
        expect(answer.text).toBe(text)
        judged++
        return
      }
      expect(response.status).toBe(503)
      expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0)
      await new Promise((resolve) => setTimeout(resolve, 50 + (i % 100)))
    }
  }
  await Promise.all(Array.from({ length: 1000 }, (_, i) => client(i)))
  expect([judged, judges.waiting(), faults]).toEqual([1000, 0, []])
}, 120_000)

test('uploads that come all at once fill no more than their share of memory, then others come through', async () => {
  // 26 of them are 247 MB, and one more is too much
  const [most, clients] = [26, 70]
  const patient = await createApp({ judges, head, sensitivity: BALANCED, ui: false, logger: false })
  const there = new URL(await patient.listen({ host: '127.0.0.1', port: 0 }))
  const file = Buffer.alloc(9.5 * 2 ** 20)
  const request = Buffer.concat([
    Buffer.from(posted(`${FORM}Content-Length: ${file.length + 1000}\r\n`, `--x\r\n${FILE}\r\n\r\n`)),
    file,
  ])
  const before = process.memoryUsage().rss
  const refused = new Set<Socket>()
  const sockets = Array.from({ length: clients }, () => {
    const socket = open(there)
    socket.once('data', (said) => {
      expect(String(said)).toMatch(/^HTTP\/1\.1 503 .*retry-after: \d/is)
      refused.add(socket)
    })
    socket.write(request)
    return socket
  })
  await vi.waitUntil(() => refused.size >= clients - most, { timeout: 50_000, interval: 20 })
  expect(process.memoryUsage().rss - before).toBeLessThan(600e6)
  for (const socket of sockets) socket.destroy()
  const form = new FormData()
  form.append('image', new Blob([file]), 'a')
  const answer = async () => (await fetch(new URL('/predict', there), { method: 'POST', body: form })).status
  await expect.poll(answer, { timeout: 10_000 }).toBe(200)
  patient.server.closeAllConnections()
  await patient.close()
  expect([refused.size, faults]).toEqual([clients - most, []])
}, 90_000)

test('connections that say nothing, or too slowly, are closed, and others are answered meanwhile', async () => {
  const slow: [first: string, then: string][] = [
    ['', ''],
    [`POST /predict HTTP/1.1\r\n${HOST}`, 'x: y\r\n'],
    [posted(`${FORM}Content-Length: 100000\r\n`, `--x\r\n${FILE}\r\n\r\n`), 'b'],
    [posted(`${FORM}Transfer-Encoding: chunked\r\n`, `5\r\n--x\r\n\r\n`), '1\r\nb\r\n'],
  ]
  const closed = slow.flatMap(([first, then]) =>
    Array.from({ length: 100 }, () => {
      const socket = open()
      socket.write(first)
      const drip = setInterval(() => then && socket.write(then), 300)
      return new Promise<string>((resolve) => {
        let said = ''
        socket.on('data', (data) => (said += data))
        socket.on('close', () => {
          clearInterval(drip)
          resolve(said)
        })
      })
    }),
  )
  const start = Date.now()
  let slowest = 0
  const ended = Promise.all(closed).then((said) => [...new Set(said.map((one) => one.slice(0, 12)))].sort())
  for (let done = false; !done; ) {
    const asked = Date.now()
    expect(await isWell()).toBe(true)
    slowest = Math.max(slowest, Date.now() - asked)
    done = await Promise.race([
      ended.then(() => true),
      new Promise<false>((resolve) => setTimeout(resolve, 500, false)),
    ])
  }
  expect((await ended).every((said) => ['', 'HTTP/1.1 408', 'HTTP/1.1 400'].includes(said))).toBe(true)
  expect(Date.now() - start).toBeLessThan(15_000)
  expect(slowest).toBeLessThan(3000)
}, 60_000)
