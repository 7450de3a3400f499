import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { decide, notJudged, type Verdict } from '../../src/core/decide.ts'
import { thresholdsOf } from '../../src/core/model/levels.ts'
import { createPipeline, type Pipeline } from '../../src/core/pipeline.ts'
import { platform } from '../../src/runtime/node/platform.ts'
import { animation } from '../fixtures/animations.ts'
import { chat } from '../fixtures/chats.ts'
import { BALANCED } from '../fixtures/head.ts'

const FACE = 'font-family="Liberation Sans" font-size="36" text-anchor="middle"'

let pipeline: Pipeline
beforeAll(async () => {
  pipeline = await createPipeline(platform)
})
afterAll(() => pipeline.close())

const flagged = (verdict: Verdict) => decide(verdict, BALANCED) === 'Offensive'

const HARSH = ['WOMEN ARE WORTHLESS', 'ANIMALS']
const MILD = ['MY CAT SLEEPS', 'ALL DAY LONG']

function frame(lines: string[], fill = '#89a'): Buffer {
  const words = lines.map((line, i) => `<text x="240" y="${80 + 60 * i}" ${FACE}>${line}</text>`)
  const head = '<svg xmlns="http://www.w3.org/2000/svg" width="480" height="220">'
  return Buffer.from(`${head}<rect width="480" height="220" fill="${fill}"/>${words.join('')}</svg>`)
}

const gif = async (...frames: Buffer[]) => new Uint8Array(await (await animation(frames)).gif().toBuffer())
const png = async (picture: Buffer) => new Uint8Array(await sharp(picture).png().toBuffer())

test('of an animation the worst frame speaks, and its text is told', async () => {
  const black = frame([], '#000')
  const moving = await pipeline.judge({
    image: await gif(black, frame(MILD), frame(HARSH)),
    explain: true,
    ratings: ['sexual'],
  })
  const still = await pipeline.judge({ image: await png(frame(HARSH)) })
  expect(moving).toMatchObject({
    text: HARSH.join(' '),
    frames: 3,
    lettering: 'read',
    ratings: { sexual: expect.any(Number) },
  })
  expect(moving.probability).toBeCloseTo(still.probability, 1)
  expect(flagged(moving)).toBe(true)
  expect(moving.contributions?.words.map(({ word }) => word)).toEqual(HARSH.join(' ').split(' '))
  expect(still.frames).toBe(1)
})

test('a verdict says what it was judged by', async () => {
  const kindOf = async (input: Parameters<Pipeline['judge']>[0]) => (await pipeline.judge(input)).kind
  const image = await png(frame([]))
  expect(await kindOf({ image })).toBe('picture')
  expect(await kindOf({ image, text: HARSH.join(' ') })).toBe('both')
  expect(await kindOf({ text: HARSH.join(' ') })).toBe('text')
})

test('an animation with a frame that is not judged does not pass for fine', async () => {
  const foreign = frame(['TODOS LOS EXTRANJEROS', 'TIENEN QUE IRSE YA'])
  expect(notJudged(await pipeline.judge({ image: await gif(frame(MILD), foreign) }))?.kind).toBe('language')
  expect(notJudged(await pipeline.judge({ image: await gif(foreign, frame(HARSH)) }))).toBeNull()
})

test('white words on nothing are read', async () => {
  const words = `<text x="10" y="80" font-family="Liberation Sans" font-size="36" fill="#fff">${HARSH.join(' ')}</text>`
  const sticker = `<svg xmlns="http://www.w3.org/2000/svg" width="640" height="120">${words}</svg>`
  expect((await pipeline.judge({ image: await png(Buffer.from(sticker)) })).text).toBe(HARSH.join(' '))
})

test('what has nothing to judge is harmless, and a text given with it is judged', async () => {
  const image = { width: 1, height: 1, data: new Uint8Array(3), blank: true } as const
  const verdict = await pipeline.judge({ image, ratings: ['sexual'] })
  expect(verdict).toMatchObject({
    probability: 0,
    text: '',
    language: null,
    lettering: 'none',
    frames: 1,
    ratings: { sexual: 0 },
  })
  expect(verdict).toMatchObject({ kind: 'picture', thresholds: thresholdsOf(pipeline.head, 'picture') })
  expect(notJudged(verdict)).toBeNull()
  expect((await pipeline.judge({ image, text: HARSH.join(' ') })).probability).toBeGreaterThan(0.5)
  expect(JSON.parse(JSON.stringify(verdict))).toEqual(verdict)
})

test.each([
  ['the only line of a chat', 1, 0],
  ['the ninth line of sixteen', 16, 8],
  ['the last line of forty', 40, 39],
  ['line 67 of seventy', 70, 66],
])('an offensive line is found as %s', async (_, count, at) => {
  const verdict = await pipeline.judge({
    image: new Uint8Array(await chat(count, HARSH.join(' ').toLowerCase(), at)),
    explain: true,
  })
  expect(flagged(verdict)).toBe(true)
  expect(verdict.text).toContain(HARSH.join(' ').toLowerCase())
  if (count > 1) expect(verdict.contributions?.window).toContain(HARSH.join(' ').toLowerCase())
  else expect(verdict.contributions?.window).toBeNull()
})

test('a long chat without one passes', async () => {
  expect(flagged(await pipeline.judge({ image: new Uint8Array(await chat(70)) }))).toBe(false)
})

const WALK =
  'Today I walked along the river with my sister and we talked about the garden, the new kitchen, the train and the ' +
  'long list of things to do before winter. We bought apples, pears and a loaf of bread, sat on a bench for an hour ' +
  'and watched the boats. Then we went home, cooked soup, called our parents and planned the holidays in the mountains.'

test('an offensive sentence is found before and after a long harmless text, which passes alone', async () => {
  const harsh = 'All women are worthless animals and should be beaten.'
  for (const text of [`${harsh} ${WALK}`, `${WALK} ${harsh}`, `${WALK} ${WALK} ${harsh} ${WALK}`]) {
    expect(flagged(await pipeline.judge({ text }))).toBe(true)
  }
  expect(flagged(await pipeline.judge({ text: `${WALK} ${WALK}` }))).toBe(false)
})

/** A caption whose sentence goes on below a picture that has small words of its own. */
function label(inside: string): Buffer {
  const panel = '<rect x="170" y="130" width="140" height="60" fill="#fff"/>'
  const small = `${panel}<text x="240" y="166" ${FACE.replace('36', '15')} fill="#333">${inside}</text>`
  const large = ['EVERY IMMIGRANT WHO COMES', 'SHOULD BE SHOT LIKE A DOG'].map(
    (line, i) => `<text x="240" y="${60 + 240 * i}" ${FACE.replace('36', '30')}>${line}</text>`,
  )
  const head = '<svg xmlns="http://www.w3.org/2000/svg" width="480" height="330">'
  return Buffer.from(`${head}<rect width="480" height="330" fill="#9ab"/>${small}${large.join('')}</svg>`)
}

test("small words inside a picture don't split the sentence around it, and a site's name is set aside", async () => {
  const pills = await pipeline.judge({ image: await png(label('Hard to swallow pills')) })
  expect(pills.text).toBe('EVERY IMMIGRANT WHO COMES SHOULD BE SHOT LIKE A DOG Hard to swallow pills')
  expect(flagged(pills)).toBe(true)
  const signed = await pipeline.judge({ image: await png(label('imgflip.com')) })
  expect(signed).toMatchObject({ text: 'EVERY IMMIGRANT WHO COMES SHOULD BE SHOT LIKE A DOG', asides: ['imgflip.com'] })
})
