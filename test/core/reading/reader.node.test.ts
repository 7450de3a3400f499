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

test('pictures without lettering have no text', async () => {
  for (const scene of ['sea', 'cat', 'hills'] as const) {
    expect((await read(await draw({ id: scene, label: 'non-offensive', scene }))).text).toBe('')
  }
})
