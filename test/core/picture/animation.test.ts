import fc from 'fast-check'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import { animatedType, pngChunks } from '../../../src/core/picture/animation.ts'
import { animation, apng, scene } from '../../fixtures/animations.ts'

const drawn = scene('#c44')

test('what may move is told by its first bytes, and costs a still picture nothing', async () => {
  const moving = await animation([drawn, scene('#4c4')])
  const png = await sharp(drawn).png().toBuffer()
  expect(animatedType(await moving.gif().toBuffer())).toBe('image/gif')
  expect(animatedType(await moving.webp().toBuffer())).toBe('image/webp')
  expect(animatedType(apng([{ png }, { png }]))).toBe('image/png')
  expect(animatedType(Buffer.from('\0\0\0\x20ftypavis\0\0\0\0', 'latin1'))).toBe('image/avif')
  for (const still of [
    png,
    await sharp(drawn).webp().toBuffer(),
    await sharp(drawn).ensureAlpha(0.5).webp({ lossless: true }).toBuffer(),
    await sharp(drawn).jpeg().toBuffer(),
    await sharp(drawn).avif().toBuffer(),
  ])
    expect(animatedType(still)).toBeNull()
})

test('bytes of any kind are taken in', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 100 }), (rest) => {
      for (const head of ['', 'GIF89a', 'RIFF1234WEBPVP8X', '\x89PNG\r\n\x1a\n']) {
        const bytes = Uint8Array.from([...Buffer.from(head, 'latin1'), ...rest])
        animatedType(bytes)
        for (const { data } of pngChunks(bytes)) expect(data.length).toBeLessThanOrEqual(rest.length)
      }
    }),
  )
})
