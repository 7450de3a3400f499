import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp, { type Sharp } from 'sharp'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { draw } from '../../demo/draw.ts'
import { BUNDLED_MODEL } from '../../src/core/model/manifest.ts'
import { READING_VERSION } from '../../src/core/reading/reading.ts'
import { BusyError } from '../../src/server/job-queue.ts'
import { createJudgePool } from '../../src/server/judge-pool.ts'
import { createJudges } from '../../src/server/judges.ts'
import { openapi } from '../../src/server/openapi.ts'
import { levelsOf } from '../fixtures/head.ts'
import { type ServerProcess, startServer } from './server-process.ts'

const CAPTION = 'Women are too stupid to drive a car'
const folder = mkdtempSync(join(tmpdir(), 'memeveil-serve-'))
const bundled = JSON.parse(readFileSync('public/models/memeveil-mini/head.json', 'utf8'))

/** The bundled head with changes, as a file. */
function headFile(name: string, change: object): string {
  const path = join(folder, name)
  writeFileSync(path, JSON.stringify({ ...bundled, ...change }))
  return path
}

/** Gentle flags nothing, strict everything. */
const thresholds = { gentle: 1, balanced: bundled.threshold, strict: 0 }
const levels = levelsOf({ both: thresholds, picture: thresholds, text: thresholds })
let server: ServerProcess
let meme: Uint8Array<ArrayBuffer>

beforeAll(async () => {
  meme = new Uint8Array(
    await draw({ id: 'a', label: 'offensive', scene: 'road', top: 'Women are too stupid', bottom: 'to drive a car' }),
  )
  server = await startServer('--head', headFile('levelled.json', { levels, reading: READING_VERSION }))
})
afterAll(async () => void (await server?.stop()))

type Part = [name: string, value: string | Uint8Array<ArrayBuffer>]

function form(...parts: Part[]): FormData {
  const data = new FormData()
  for (const [name, value] of parts) {
    if (typeof value === 'string') data.append(name, value)
    else data.append(name, new Blob([value]), 'picture')
  }
  return data
}
const post = (body: FormData | string | undefined, path = '/predict', headers: Record<string, string> = {}) =>
  fetch(server.address + path, { method: 'POST', body, headers })

test('curl gets an answer right after the start: prediction and probability, nothing else', () => {
  const path = join(folder, 'meme.jpg')
  writeFileSync(path, meme)
  const answer = JSON.parse(
    execFileSync('curl', ['-sS', '-F', `image=@${path}`, `${server.address}/predict`], { encoding: 'utf8' }),
  )
  expect(Object.keys(answer)).toEqual(['prediction', 'probability'])
  expect(answer.prediction).toBe('Offensive')
  expect(answer.probability).toBeGreaterThan(0.5)
})

test('an explanation tells the text that was read, what moved the score, who judged and how long it took', async () => {
  const answer = (await (await post(form(['image', meme]), '/predict?explain=1')).json()) as Record<string, never>
  expect(Object.keys(answer)).toEqual([
    'prediction',
    'probability',
    'kind',
    'weak',
    'thresholds',
    'ratings',
    'text',
    'contributions',
    'explanation',
    'model',
    'ms',
  ])
  expect(String(answer.text).toLowerCase()).toContain('women are too stupid')
  expect((answer.ratings as { sexual: number }).sexual).toBeLessThan(0.5)
  const { image, text, words } = answer.contributions as {
    image: number
    text: number
    words: { word: string; change: number }[]
  }
  expect(image).toEqual(expect.any(Number))
  expect(text).toBeGreaterThan(0.1)
  expect(words.toSorted((a, b) => b.change - a.change)[0].word.toLowerCase()).toMatch(/women|stupid/)
  expect(answer.explanation).toMatchObject({
    reasons: [expect.stringMatching(/^Without its words/), expect.anything(), expect.stringMatching(/sexual/)],
  })
  expect(answer.model).toMatchObject({ id: BUNDLED_MODEL })
})

test('a port that is taken ends the command with a line that says so', async () => {
  const { port } = new URL(server.address)
  await expect(startServer('--port', port)).rejects.toThrow(/ended with 1: .*memeveil: .*EADDRINUSE/s)
})

test('a request is answered by the level that it names, and what levels do is told', async () => {
  const predictionAt = async (query: string) => {
    const response = await post(form(['image', meme], ['text', CAPTION]), `/predict${query}`)
    return ((await response.json()) as { prediction: string }).prediction
  }
  expect(await predictionAt('?level=gentle')).toBe('Non-offensive')
  expect(await predictionAt('?level=strict')).toBe('Offensive')
  const refused = await post(form(['image', meme]), '/predict?level=mild')
  expect([refused.status, await refused.json()]).toEqual([
    400,
    { statusCode: 400, error: 'Bad Request', message: '"level" has to be one of gentle, balanced, strict' },
  ])
  expect(await (await fetch(`${server.address}/`)).json()).toEqual({
    model: bundled.model,
    sensitivity: { level: 'balanced', threshold: null },
    levels,
    warning: null,
  })
})

test('a given text is taken instead of reading; an empty one is none', async () => {
  const judged = async (...parts: Part[]) =>
    (await (await post(form(['image', meme], ...parts), '/predict?explain=1')).json()) as {
      text: string
      prediction: string
    }
  expect(await judged(['text', 'a nice cup of tea'])).toMatchObject({
    text: 'a nice cup of tea',
    prediction: 'Non-offensive',
  })
  expect((await judged(['text', ' '])).text.toLowerCase()).toContain('women')
})

const blank = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: '#8090a0' }, limitInputPixels: false })
const text = (content: string) => new Uint8Array(Buffer.from(content))
const bytes = async (picture: Sharp) => new Uint8Array(await picture.toBuffer())
async function damaged(): Promise<Uint8Array<ArrayBuffer>> {
  const png = await bytes(blank(64, 64).png({ compressionLevel: 0 }))
  return png.fill(0xaa, 60, 200)
}
/** A PNG header that claims 100,000 pixels a side. */
async function bomb(): Promise<Uint8Array<ArrayBuffer>> {
  const png = Buffer.from(await bytes(blank(8, 8).png()))
  png.writeUInt32BE(100_000, 16)
  png.writeUInt32BE(100_000, 20)
  return new Uint8Array(png)
}
const whole = '--x\r\nContent-Disposition: form-data; name="image"; filename="a"\r\n\r\nbytes'

const BAD: [what: string, status: number, body: () => unknown, headers?: Record<string, string>][] = [
  ['nothing', 415, () => undefined],
  ['JSON', 415, () => '{"image":"x"}', { 'content-type': 'application/json' }],
  ['broken JSON', 400, () => '{', { 'content-type': 'application/json' }],
  ['a plain form', 415, () => 'image=x', { 'content-type': 'application/x-www-form-urlencoded' }],
  ['multipart without a boundary', 400, () => whole, { 'content-type': 'multipart/form-data' }],
  ['multipart that ends too early', 400, () => whole, { 'content-type': 'multipart/form-data; boundary=x' }],
  ['no part at all', 400, () => form()],
  ['a text without a picture', 400, () => form(['text', 'hello'])],
  ['an empty picture', 400, () => form(['image', new Uint8Array()])],
  ['a picture that is a field', 400, () => form(['image', 'hello'])],
  ['two pictures', 400, () => form(['image', meme], ['image', meme])],
  ['two texts', 400, () => form(['text', 'a'], ['text', 'b'], ['image', meme])],
  ['an unknown field', 400, () => form(['mode', 'fast'], ['image', meme])],
  ['an unknown file', 400, () => form(['picture', meme])],
  ['a text that is a file', 400, () => form(['text', text('hello')], ['image', meme])],
  ['a picture that is text', 422, () => form(['image', text('this is no picture, only words '.repeat(20))])],
  [
    'a PDF',
    422,
    () => form(['image', text('%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF')]),
  ],
  [
    'an SVG',
    422,
    () =>
      form([
        'image',
        text('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>'),
      ]),
  ],
  ['a JPEG cut in half', 422, () => form(['image', meme.slice(0, meme.length >> 1)])],
  ['a damaged PNG', 422, async () => form(['image', await damaged()])],
  ['a text in Spanish', 422, () => form(['text', 'todos los inmigrantes son unos criminales'], ['image', meme])],
  ['a PNG of 41 megapixels', 413, async () => form(['image', await bytes(blank(8200, 5000).png())])],
  ['a PNG that claims to be huge', 413, async () => form(['image', await bomb()])],
  ['more than 10 MB', 413, () => form(['image', new Uint8Array(10 * 1024 * 1024 + 1)])],
  ['a text of 20,001 bytes', 413, () => form(['text', 'a'.repeat(20_001)], ['image', meme])],
]

test.each(BAD)('%s gets %i with the reason, and the next picture is judged', async (_, status, body, headers) => {
  const response = await post((await body()) as never, '/predict', headers)
  const answer = (await response.json()) as { statusCode: number; error: string; message: string }
  expect(response.status).toBe(status)
  expect(answer).toEqual({ statusCode: status, error: expect.any(String), message: expect.stringMatching(/\w{3}/) })
  expect(Object.keys(openapi.paths['/predict'].post.responses)).toContain(String(status))
  expect((await post(form(['image', meme], ['text', CAPTION]))).status).toBe(200)
})

test.each(['/predict', '/nothing'])('GET %s is a 404 in JSON', async (path) => {
  const response = await fetch(server.address + path)
  expect([response.status, ((await response.json()) as { message: string }).message]).toEqual([
    404,
    `there is no GET ${path}`,
  ])
})

test('a client that leaves, or sends rubbish for HTTP, harms nobody', async () => {
  const leaving = new AbortController()
  const left = fetch(`${server.address}/predict`, {
    method: 'POST',
    body: form(['image', meme]),
    signal: leaving.signal,
  }).catch((error) => error)
  setTimeout(() => leaving.abort(), 50)
  expect(await left).toBe(leaving.signal.reason)
  const answer = await new Promise<string>((resolve) => {
    const socket = connect(Number(new URL(server.address).port), '127.0.0.1', () => socket.write('rubbish\r\n\r\n'))
    socket.once('data', (data) => resolve(String(data)))
  })
  expect(answer).toContain('400 Bad Request')
  expect((await post(form(['image', meme], ['text', CAPTION]))).status).toBe(200)
})

test('64 clients at once: every request is answered, too many with 503 and Retry-After', async () => {
  const statuses = await Promise.all(
    Array.from({ length: 64 }, async (_, i) => {
      const response = await post(form(['image', meme], ['text', `${CAPTION} ${i}`]))
      if (response.status === 503) expect(Number(response.headers.get('retry-after'))).toBeGreaterThanOrEqual(1)
      else expect(await response.json()).toHaveProperty('probability')
      return response.status
    }),
  )
  expect(statuses).toHaveLength(64)
  expect(statuses.every((s) => s === 200 || s === 503)).toBe(true)
  expect(statuses.filter((s) => s === 200).length).toBeGreaterThan(20)
})

test('health, figures for Prometheus and the description are there', async () => {
  expect(await (await fetch(`${server.address}/health`)).json()).toEqual({ status: 'ok', waiting: 0 })
  const metrics = await (await fetch(`${server.address}/metrics`)).text()
  expect(metrics).toMatch(/memeveil_predictions_total\{prediction="Offensive"\} \d+/)
  expect(metrics).toMatch(/memeveil_request_seconds_count\{route="\/predict",status="422"\} [1-9]/)
  const described = (await (await fetch(`${server.address}/openapi.json`)).json()) as typeof openapi
  expect(described).toEqual(openapi)
  for (const [, name] of JSON.stringify(described).matchAll(/#\/components\/schemas\/(\w+)/g))
    expect(described.components.schemas).toHaveProperty(name)
})

test('the log tells requests and times, but no word of what was judged', () => {
  const lines = server.log().trim().split('\n')
  for (const line of lines) expect(JSON.parse(line)).toHaveProperty('msg')
  expect(server.log()).toContain('"path":"/predict"')
  expect(server.log().toLowerCase()).not.toMatch(/stupid|explain=1|multipart\/form-data; boundary/)
})

test('SIGTERM finishes what is under way, then the process ends well', async () => {
  const answer = post(form(['image', meme]))
  await new Promise((resolve) => setTimeout(resolve, 100))
  const code = server.stop()
  expect((await answer).status).toBe(200)
  expect(await code).toBe(0)
})

test('a picture that takes too long is given up with 503, and its worker replaced', async () => {
  const pool = createJudgePool({ model: BUNDLED_MODEL, head: undefined, whole: true }, 1)
  const judges = createJudges(pool, { workers: 1, seconds: 0.1, onFault: () => {} })
  const stays = new AbortController().signal
  await vi.waitUntil(() => judges.ready(), { timeout: 60_000, interval: 100 })
  await expect(judges.judge({ image: meme, explain: false }, stays)).rejects.toThrow(BusyError)
  // however slow the machine is: by other judges with more time, of the same pool
  const patient = createJudges(pool, { workers: 1, seconds: 60, onFault: () => {} })
  expect(await patient.judge({ text: CAPTION, explain: false }, stays)).toHaveProperty('probability')
  await judges.close()
})

test('a head that was trained on an older reading, or has no levels, serves, and the log says so', async () => {
  const old = await startServer('--head', headFile('old.json', { reading: 1, levels: undefined }), '--level', 'strict')
  expect(await (await fetch(`${old.address}/`)).json()).toMatchObject({
    sensitivity: { level: 'strict', threshold: null },
    levels: null,
    warning: expect.stringMatching(/^it has no levels, so /),
  })
  const warnings = old
    .log()
    .split('\n')
    .filter((line) => line.includes('"level":40'))
  await old.stop()
  expect(warnings.map((line) => JSON.parse(line).msg)).toEqual([
    expect.stringMatching(/old\.json: .* of version 1, /),
    expect.stringMatching(/old\.json: it has no levels, so /),
  ])
  expect(server.log()).not.toContain('"level":40')
})

test.each([
  [['--head', 'nowhere.json'], /nowhere\.json can't be read/],
  [['--head', 'package.json'], /package\.json: field "format"/],
  [['--port', 'seventy'], /A number from 0 to 65535/],
  [['--level', 'mild'], /Allowed choices are gentle, balanced, strict/],
  [['--level', 'strict', '--threshold', '0.5'], /cannot be used with/],
])('serve %j says what is wrong and does not start', async (args, message) => {
  await expect(startServer(...args)).rejects.toThrow(message)
})
