import fc from 'fast-check'
import { expect, test } from 'vitest'
import { resize } from '../../../src/core/picture/resize.ts'
import { golden } from '../../fixtures/golden.ts'
import { pattern } from '../../fixtures/pattern.ts'

const { size, pictures } = golden<{
  size: number
  pictures: { width: number; height: number; seed: number; rgb: string }[]
}>('resize')

test.each(pictures)("$width x $height shrinks or grows to PIL's bytes", ({ width, height, seed, rgb }) => {
  const ours = resize(pattern(width, height, seed), size, size).data
  const theirs = Buffer.from(rgb, 'base64')
  const furthest = ours.reduce((most, value, i) => Math.max(most, Math.abs(value - theirs[i])), 0)
  expect(ours.length).toBe(theirs.length)
  expect(furthest).toBe(0)
})

test('one colour stays that colour at any size', () => {
  const side = fc.integer({ min: 1, max: 60 })
  fc.assert(
    fc.property(side, side, side, side, fc.integer({ min: 0, max: 255 }), (w, h, ow, oh, value) => {
      const out = resize({ width: w, height: h, data: new Uint8Array(w * h * 3).fill(value) }, ow, oh)
      return (
        out.width === ow && out.height === oh && out.data.length === ow * oh * 3 && out.data.every((x) => x === value)
      )
    }),
  )
})
