// @vitest-environment happy-dom
import { expect, test } from 'vitest'
import { EFFECTS, firstCss, pageCss } from '../../../../src/extension/content/cover/stylesheet.ts'

const words = {
  shown: 'aaaaaa',
  veiled: 'bbbbbb',
  background: 'cccccc',
  pseudo: 'dddddd',
  folded: 'eeeeee',
  flat: 'ffffff',
}

test.each(EFFECTS.filter((effect) => effect !== 'badge'))(
  '%s covers what has no mark, in a layer of its own',
  (effect) => {
    expect(firstCss(effect)).toMatch(
      /^@layer [\w-]+ \{\n:is\(img, .*\):not\(\[data-ok\], \.data-ok\) \{ filter: .* !important/,
    )
  },
)

test('with the badge alone nothing is covered', () => {
  expect([firstCss('badge'), pageCss({ effect: 'badge', coverFirst: true, trusted: [] }, words)]).toEqual(['', ''])
})

test('a picture is covered until it is marked as shown, or only once it is marked as veiled', () => {
  const first = pageCss({ effect: 'blur', coverFirst: true, trusted: [] }, words)
  expect(first).toContain(
    ':not(:is([data-ok~="aaaaaa"], .data-ok.aaaaaa), :is([data-ok~="ffffff"], .data-ok.ffffff)), ' +
      ':is([data-ok~="bbbbbb"], .data-ok.bbbbbb) { filter: blur(',
  )
  const later = pageCss({ effect: 'blur', coverFirst: false, trusted: [] }, words)
  expect(later).toMatch(/\n:is\(\[data-ok~="bbbbbb"\], \.data-ok\.bbbbbb\) \{ filter: blur\(/)
  expect(later).not.toContain(':not(')
})

test('a trusted picture is named by its attribute, whatever is written there', () => {
  const value = 'a"]) {} \\ \n é.jpg'
  const css = pageCss({ effect: 'blur', coverFirst: true, trusted: [{ name: 'src', value }] }, words)
  expect(css).toContain(
    ':is([src="a\\22 ]) {} \\5c  \\a  \\e9 .jpg"]):not(#data-ok) { filter: revert-layer !important;',
  )
})
