import sharp, { type Sharp } from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { draw } from '../../../demo/draw.ts'
import { createReader, type Reader } from '../../../src/core/reading/reader.ts'
import { platform } from '../../../src/runtime/node/platform.ts'
import { captionedPictures, editDistance } from '../../fixtures/captions.ts'

let reader: Reader
beforeAll(async () => {
  reader = await createReader(platform)
})
afterAll(() => reader.close())

const read = async (picture: Buffer) => reader.read(await platform.decode(new Uint8Array(picture)))
const letters = (text: string) => text.toLowerCase().replace(/\s+/g, ' ')

test('forty captioned pictures are read with a character error rate of at most .05', async () => {
  let errors = 0
  let characters = 0
  const poor: string[] = []
  for (const { name, text, jpeg } of await captionedPictures()) {
    const found = letters((await read(jpeg)).text)
    const wrong = editDistance(found, letters(text))
    errors += wrong
    characters += text.length
    if (wrong > 0) poor.push(`${name}: "${text}" read as "${found}"`)
  }
  console.log(
    `character error rate ${(errors / characters).toFixed(4)} over ${characters} characters\n${poor.join('\n')}`,
  )
  expect(errors / characters).toBeLessThanOrEqual(0.05)
})

test('every line of a long strip is read, once and in its order', async () => {
  const lines = Array.from({ length: 24 }, (_, i) => `panel ${'abcdefghijklmnopqrstuvwx'[i].repeat(3)} of the strip`)
  const panels = lines.map((line, i) => text(line, 300, 250 + 500 * i).replaceAll('"40"', '"28"'))
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="600" height="12000"><rect width="600" height="12000"
    fill="#fff"/>${panels.join('')}</svg>`
  const found = (await read(await sharp(Buffer.from(svg)).png().toBuffer())).text
  const told = found.match(/strip/gi) ?? []
  expect([told.length, editDistance(letters(found), lines.join(' ')) < 30]).toEqual([24, true])
})

test('pictures without lettering have no text', async () => {
  for (const scene of ['sea', 'cat', 'hills'] as const) {
    const { text, lettering } = await read(await draw({ id: scene, label: 'non-offensive', scene }))
    expect([text, lettering]).toEqual(['', 'none'])
  }
})

const words = ['SOME PEOPLE JUST WANT', 'TO WATCH THE BREAD RISE']
const meme = svgOf(
  words.map((line, i) =>
    text(line, 320, 80 + 300 * i, 'fill="#fff" stroke="#000" stroke-width="5" paint-order="stroke"'),
  ),
)

function text(line: string, x: number, y: number, style = ''): string {
  const face = 'font-family="Liberation Sans" font-weight="bold" font-size="40" text-anchor="middle"'
  return `<text x="${x}" y="${y}" ${face} ${style}>${line}</text>`
}

function svgOf(inside: string[]): Buffer {
  const head = '<svg xmlns="http://www.w3.org/2000/svg" width="640" height="440">'
  const scenery = '<rect width="640" height="440" fill="#789"/><circle cx="300" cy="230" r="90" fill="#a65"/>'
  return Buffer.from(`${head}${scenery}${inside.join('')}</svg>`)
}

test.each<[string, (picture: Sharp) => Sharp]>([
  ['upright', (picture) => picture],
  ['a quarter to the right', (picture) => picture.rotate(90)],
  ['upside down', (picture) => picture.rotate(180)],
  ['a quarter to the left', (picture) => picture.rotate(270)],
  ['in a mirror', (picture) => picture.flop()],
  ['in water', (picture) => picture.flip()],
])('a caption that stands %s is read', async (_, turned) => {
  const reading = await read(
    await turned(sharp(await sharp(meme).png().toBuffer()))
      .png()
      .toBuffer(),
  )
  expect(reading).toMatchObject({ text: words.join(' '), lettering: 'read' })
})

test('a line upside down below an upright one is read too', async () => {
  const upsideDown = text(words[1], -320, -360, 'transform="rotate(180)" fill="#fff"')
  const { text: said, lettering } = await read(
    await sharp(svgOf([text(words[0], 320, 80, 'fill="#fff"'), upsideDown]))
      .png()
      .toBuffer(),
  )
  expect([said, lettering]).toEqual([words.join(' '), 'read'])
})

test.each([
  ['in two columns', 200, 4, ['READ', 'THIS']],
  ['in one column', 0, 8, ['READTHIS']],
])('letters stacked upon each other %s are read', async (_, across, rows, columns) => {
  const letters = [...'READTHIS'].map((letter, i) =>
    text(letter, 60 + across * Math.floor(i / rows), 50 + 42 * (i % rows)),
  )
  const found = await read(await sharp(svgOf(letters)).png().toBuffer())
  expect([found.text.split(' ').sort(), found.lettering]).toEqual([columns, 'read'])
})
