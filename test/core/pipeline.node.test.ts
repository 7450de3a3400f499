import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { notJudged } from '../../src/core/decide.ts'
import { createPipeline, type Pipeline } from '../../src/core/pipeline.ts'
import { platform } from '../../src/runtime/node/platform.ts'
import { animation } from '../fixtures/animations.ts'

const FACE = 'font-family="Liberation Sans" font-size="36" text-anchor="middle"'

let pipeline: Pipeline
beforeAll(async () => {
  pipeline = await createPipeline(platform)
})
afterAll(() => pipeline.close())

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
    sexual: true,
  })
  const still = await pipeline.judge({ image: await png(frame(HARSH)) })
  expect(moving).toMatchObject({ text: HARSH.join(' '), frames: 3, lettering: 'read', sexual: expect.any(Number) })
  expect(moving.probability).toBeCloseTo(still.probability, 1)
  expect(moving.probability).toBeGreaterThan(pipeline.head.threshold)
  expect(moving.contributions?.words.map(({ word }) => word)).toEqual(HARSH.join(' ').split(' '))
  expect(still.frames).toBe(1)
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
  const verdict = await pipeline.judge({ image, sexual: true })
  expect(verdict).toMatchObject({ probability: 0, text: '', language: null, lettering: 'none', frames: 1, sexual: 0 })
  expect(notJudged(verdict)).toBeNull()
  expect((await pipeline.judge({ image, text: HARSH.join(' ') })).probability).toBeGreaterThan(0.5)
  expect(JSON.parse(JSON.stringify(verdict))).toEqual(verdict)
})
