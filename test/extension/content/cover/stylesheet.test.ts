// @vitest-environment happy-dom
import { expect, test } from 'vitest'
import { firstCss, pageCss } from '../../../../src/extension/content/cover/stylesheet.ts'

const words = {
  shown: 'aaaaaa',
  veiled: 'bbbbbb',
  background: 'cccccc',
  pseudo: 'dddddd',
  folded: 'eeeeee',
  flat: 'ffffff',
}

test('what has no mark is covered in a layer of its own, and lifted over nothing of the page', () => {
  const [images, others] = firstCss().split('\n').slice(1)
  expect(firstCss()).toMatch(/^@layer [\w-]+ \{\n/)
  expect(images).toMatch(/^:is\(img, .*\):not\(\[data-ok\], \.data-ok\) \{ object-position: .* !important/)
  expect(images).not.toMatch(/filter: (?!none)|clip-path|opacity/)
  expect(others).toMatch(/^:is\(image, .*\):not\(\[data-ok\], \.data-ok\) \{ filter: contrast\(0\) !important/)
})

test('with the badge alone nothing is covered', () => {
  expect(pageCss({ effect: 'badge', coverFirst: true, trusted: [] }, words)).not.toContain('!important')
})

test('a picture is covered until it is marked as shown, or only once it is marked as veiled', () => {
  const first = pageCss({ effect: 'blur', coverFirst: true, trusted: [] }, words)
  const judged = ['aaaaaa', 'ffffff', 'bbbbbb'].map((word) => `:is([data-ok~="${word}"], .data-ok.${word})`).join(', ')
  expect(first).toContain(`"image" i]):not(${judged}) { object-position: -`)
  const later = pageCss({ effect: 'blur', coverFirst: false, trusted: [] }, words)
  expect(later).toMatch(/\n:is\(\[data-ok~="bbbbbb"\], \.data-ok\.bbbbbb\) \{ filter: blur\(/)
  expect(later.replace(/^.*--words.*$/m, '')).not.toContain(':not(')
})

test('a trusted picture is named by its attribute, whatever is written there', () => {
  const value = 'a"]) {} \\ \n é.jpg'
  const css = pageCss({ effect: 'blur', coverFirst: true, trusted: [{ name: 'src', value }] }, words)
  expect(css).toContain(
    ':is([src="a\\22 ]) {} \\5c  \\a  \\e9 .jpg"]):not(#data-ok) { object-position: revert-layer !important;',
  )
})
