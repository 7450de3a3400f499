import { connect } from 'node:net'
import { afterEach, expect, test, vi } from 'vitest'
import type { Sensitivity, Verdict } from '../../src/core/decide.ts'
import { explanationOf } from '../../src/core/explanation.ts'
import type { HeadFile } from '../../src/core/model/head.ts'
import { UNRATED } from '../../src/core/model/ratings.ts'
import { type ErrorKind, UserError } from '../../src/core/user-error.ts'
import { say } from '../../src/runtime/node/say.ts'
import { createApp } from '../../src/server/app.ts'
import { BusyError } from '../../src/server/job-queue.ts'
import type { Judges } from '../../src/server/judges.ts'
import { openapi } from '../../src/server/openapi.ts'
import { LIMITS } from '../../src/server/upload.ts'
import { BALANCED, LEVELLED, levelsOf, tinyHead } from '../fixtures/head.ts'
import { tinyManifest } from '../fixtures/manifest.ts'

const verdict = {
  probability: 0.4,
  kind: 'both',
  thresholds: LEVELLED.both,
  text: 'hello',
  asides: [],
  frames: 1,
  ratings: UNRATED,
  model: { id: 'tiny', version: '1', head: 'abc' },
  ms: { text: 1 },
} as unknown as Verdict
const judge = vi.fn<Judges['judge']>(async () => verdict)
const judges: Judges = { ready: () => true, waiting: () => 3, judge, close: async () => {} }
const head = { ...tinyHead(tinyManifest(2)), levels: levelsOf(LEVELLED) }
const app = await createApp({ judges, head, sensitivity: BALANCED, ui: true, logger: false })
const logError = vi.spyOn(app.log, 'error')

afterEach(() => {
  judge.mockReset().mockImplementation(async () => verdict)
  logError.mockClear()
})

type Part = [name: string, value: string | Uint8Array<ArrayBuffer>]
const picture: Part = ['image', new Uint8Array([1, 2, 3])]

async function post(parts: Part[], path = '/predict', to = app) {
  const form = new FormData()
  for (const [name, value] of parts) {
    if (typeof value === 'string') form.append(name, value)
    else form.append(name, new Blob([value]), 'picture')
  }
  const request = new Request('http://localhost/', { method: 'POST', body: form })
  const answer = await to.inject({
    method: 'POST',
    url: path,
    headers: { 'content-type': request.headers.get('content-type') ?? '' },
    payload: Buffer.from(await request.arrayBuffer()),
  })
  return { status: answer.statusCode, headers: answer.headers, ...answer.json() }
}

test.each<[string, Part[], object]>([
  ['a picture alone', [picture], { image: picture[1], text: undefined, explain: false }],
  ['a picture and a text', [picture, ['text', 'hello ']], { image: picture[1], text: 'hello ', explain: false }],
  ['a text before the picture', [['text', 'hello'], picture], { image: picture[1], text: 'hello', explain: false }],
  ['an empty text', [picture, ['text', ' \n']], { image: picture[1], text: undefined, explain: false }],
])('%s is judged as it is', async (_, parts, job) => {
  expect(await post(parts)).toMatchObject({ status: 200, prediction: 'Non-offensive', probability: 0.4 })
  expect(judge).toHaveBeenCalledWith(job, expect.any(AbortSignal))
})

test.each<[string, Part[], number, RegExp]>([
  ['no part', [], 400, /no picture/],
  ['a text alone', [['text', 'a']], 400, /no picture/],
  ['an empty picture', [['image', new Uint8Array()]], 400, /the picture is empty/],
  ['a picture as a field', [['image', 'a']], 400, /has to be a file/],
  ['two pictures', [picture, picture], 400, /one picture, not several/],
  [
    'two texts',
    [
      ['text', 'a'],
      ['text', 'b'],
    ],
    400,
    /one text, not several/,
  ],
  ['an unknown field', [['mode', 'fast']], 400, /no field "mode" here/],
  ['an unknown file', [['photo', new Uint8Array([1])]], 400, /no file "photo" here/],
  ['a long text', [picture, ['text', 'a'.repeat(LIMITS.textBytes + 1)]], 413, /longer than 20000 bytes/],
])('%s is refused with the reason, and nothing is judged', async (_, parts, status, message) => {
  expect(await post(parts)).toMatchObject({ status, statusCode: status, message: expect.stringMatching(message) })
  expect(judge).not.toHaveBeenCalled()
})

test.each<[ErrorKind, number, string]>([
  ['picture', 422, 'what is wrong'],
  ['language', 422, 'what is wrong'],
  ['lettering', 422, 'what is wrong'],
  ['large-picture', 413, 'what is wrong'],
  ['model', 500, 'the picture could not be judged'],
])("a worker's problem of the kind %s is answered %i", async (kind, status, message) => {
  judge.mockRejectedValueOnce(new UserError(kind, 'what is wrong'))
  expect(await post([picture])).toMatchObject({ status, message })
})

test('a queue that is full is answered 503 with the seconds to wait; a fault of ours is not described', async () => {
  judge.mockRejectedValueOnce(new BusyError('9 pictures are waiting already', 7))
  expect(await post([picture])).toMatchObject({
    status: 503,
    headers: { 'retry-after': '7' },
    message: '9 pictures are waiting already',
  })
  expect(logError).not.toHaveBeenCalled()
  const fault = new Error('secret path')
  judge.mockRejectedValueOnce(fault)
  expect(await post([picture])).toMatchObject({ status: 500, message: 'the picture could not be judged' })
  expect(logError).toHaveBeenCalledWith(fault)
})

test('an explanation is given where it is asked for', async () => {
  const { status, headers, ...answer } = await post([picture], '/predict?explain=1')
  expect([status, Object.keys(answer)]).toEqual([
    200,
    ['prediction', 'probability', 'kind', 'weak', 'thresholds', 'ratings', 'text', 'explanation', 'model', 'ms'],
  ])
  expect(answer).toMatchObject({ kind: 'both', weak: null, thresholds: LEVELLED.both })
  expect(answer.explanation).toEqual(explanationOf(say, verdict, BALANCED))
  const strict = await post([picture], '/predict?explain=1&level=strict')
  expect(strict.explanation).toEqual(explanationOf(say, verdict, { level: 'strict', threshold: null }))
  judge.mockResolvedValueOnce({ ...verdict, kind: 'picture' })
  expect((await post([picture], '/predict?explain=1')).weak).toMatch(/no words/)
  expect(await post([picture], '/predict?explain=yes')).not.toHaveProperty('text')
})

test.each([
  ['gentle', 'Non-offensive'],
  ['balanced', 'Non-offensive'],
  ['strict', 'Offensive'],
])('the level %s answers %s', async (level, prediction) => {
  expect(await post([picture], `/predict?level=${level}`)).toMatchObject({ status: 200, prediction })
})

test("a request's level counts in the place of the server's, or of its threshold", async () => {
  const answersOf = async (sensitivity: Sensitivity, query: string) => {
    const other = await createApp({ judges, head, sensitivity, ui: true, logger: false })
    return (await post([picture], `/predict${query}`, other)).prediction
  }
  expect(await answersOf({ level: 'strict', threshold: null }, '')).toBe('Offensive')
  expect(await answersOf({ level: 'strict', threshold: null }, '?level=gentle')).toBe('Non-offensive')
  expect(await answersOf({ level: 'balanced', threshold: 0.2 }, '')).toBe('Offensive')
  expect(await answersOf({ level: 'balanced', threshold: 0.2 }, '?level=balanced')).toBe('Non-offensive')
})

test('topics that the server was started with are told, whatever level a request names', async () => {
  const topics = [{ phrase: 'spiders', strength: 3 as const }]
  const other = await createApp({ judges, head, sensitivity: { ...BALANCED, topics }, ui: true, logger: false })
  const scores = ['spiders', 'snakes'].map((phrase) => ({ phrase, probability: 0.9 }))
  judge.mockResolvedValue({ ...verdict, ratings: { ...UNRATED, topics: scores } })
  expect(await post([picture], '/predict', other)).toMatchObject({ shows: ['spiders'] })
  const strict = await post([picture], '/predict?level=strict&explain=1', other)
  expect(strict).toMatchObject({ shows: ['spiders'], ratings: { topics: scores } })
  expect(strict.explanation).toMatchObject({ reasons: ['Looked for: spiders 90%, which counts.'] })
  judge.mockResolvedValue(verdict)
  expect(await post([picture], '/predict', other)).toMatchObject({ shows: [] })
})

test.each(['mild', '', 'Strict', 'strict&level=gentle'])('the level "%s" is refused with the reason', async (level) => {
  expect(await post([picture], `/predict?level=${level}`)).toMatchObject({
    status: 400,
    message: '"level" has to be one of gentle, balanced, strict',
  })
  expect(judge).not.toHaveBeenCalled()
})

test.each(['threshold=.2', 'explain=1&Level=strict', '__proto__=1'])(
  '"?%s" asks for what there isn’t',
  async (query) => {
    const answer = await post([picture], `/predict?${query}`)
    expect(answer).toMatchObject({
      status: 400,
      message: expect.stringMatching(/can't be asked: there is explain and level$/),
    })
    expect(judge).not.toHaveBeenCalled()
  },
)

test('the model is told with what its levels do, and a head without levels as one', async () => {
  const { levels: _, ...bare } = head
  const told = async (head: HeadFile) => {
    const other = await createApp({
      judges,
      head,
      sensitivity: { level: 'strict', threshold: 0.3 },
      ui: true,
      logger: false,
    })
    return (await other.inject('/')).json()
  }
  const same = { model: head.model, sensitivity: { level: 'strict', threshold: 0.3 } }
  expect(await told(head)).toEqual({ ...same, levels: head.levels, warning: null })
  expect(await told(bare)).toEqual({ ...same, levels: null, warning: expect.stringMatching(/no levels, .* 50% on$/) })
})

const BROWSER = 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8'

test("a browser gets a page, with no script but the server's own, and programs get JSON", async () => {
  const page = await app.inject({ url: '/', headers: { accept: BROWSER } })
  expect([page.statusCode, page.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8'])
  expect(page.headers['content-security-policy']).toMatch(/^default-src 'none'; script-src 'self';/)
  expect(page.body).not.toMatch(/<script(?![^>]* src="ui\/)|<style|style=|\son\w+=/)
  for (const [, name] of page.body.matchAll(/(?:src|href)="(ui\/[^"]+)"/g))
    expect((await app.inject(`/${name}`)).statusCode).toBe(200)
  for (const accept of [undefined, '*/*', 'application/json', 'application/json, text/html;q=0.5']) {
    const { headers } = await app.inject({ url: '/', headers: accept === undefined ? {} : { accept } })
    expect([headers['content-type'], headers.vary]).toEqual(['application/json; charset=utf-8', 'accept'])
  }
})

test('without the page a browser gets JSON too', async () => {
  const bare = await createApp({ judges, head, sensitivity: BALANCED, ui: false, logger: false })
  const { headers } = await bare.inject({ url: '/', headers: { accept: BROWSER } })
  expect(headers['content-type']).toBe('application/json; charset=utf-8')
  expect((await bare.inject('/ui/page.mjs')).statusCode).toBe(404)
})

test('the description has every part of what is told', async () => {
  const { properties, required } = openapi.components.schemas.Model
  expect(Object.keys(properties)).toEqual(required)
  expect(Object.keys((await app.inject('/')).json())).toEqual(required)
  const level = openapi.paths['/predict'].post.parameters.find(({ name }) => name === 'level')
  expect(level?.schema.enum).toEqual(['gentle', 'balanced', 'strict'])
  const told = await post([picture], '/predict?explain=1')
  const { status, headers, ...answer } = told
  expect(Object.keys(openapi.components.schemas.Verdict.properties)).toEqual(
    expect.arrayContaining(Object.keys(answer)),
  )
})

test('a client that leaves while its picture waits takes its job along, and that is no fault to log', async () => {
  const gone = vi.fn()
  judge.mockImplementationOnce(
    (_, left) =>
      new Promise((_, reject) => {
        left.addEventListener('abort', () => {
          gone()
          reject(left.reason)
        })
      }),
  )
  const address = new URL(await app.listen({ host: '127.0.0.1', port: 0 }))
  const body = '--x\r\nContent-Disposition: form-data; name="image"; filename="a"\r\n\r\nbytes\r\n--x--\r\n'
  const head = 'POST /predict HTTP/1.1\r\nHost: a\r\nContent-Type: multipart/form-data; boundary=x\r\n'
  const socket = connect(Number(address.port), address.hostname)
  socket.write(`${head}Content-Length: ${body.length}\r\n\r\n${body}`)
  await vi.waitFor(() => expect(judge).toHaveBeenCalled())
  socket.destroy()
  await vi.waitFor(() => expect(gone).toHaveBeenCalled())
  await app.close()
  expect(logError).not.toHaveBeenCalled()
})
