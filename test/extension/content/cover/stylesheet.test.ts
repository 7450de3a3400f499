// @vitest-environment happy-dom
import { expect, test } from 'vitest'
import { EFFECTS, firstCss, pageCss } from '../../../../src/extension/content/cover/stylesheet.ts'

const words = { shown: 'aaaaaa', veiled: 'bbbbbb', background: 'cccccc', pseudo: 'dddddd', folded: 'eeeeee' }

test.each(EFFECTS.filter((effect) => effect !== 'badge'))(
  '%s covers what has no mark, in a layer of its own',
  (effect) => {
    expect(firstCss(effect)).toMatch(/^@layer [\w-]+ \{\n:is\(img, .*\):not\(\[data-ok\]\) \{ filter: .* !important/)
  },
)

test('with the badge alone nothing is covered', () => {
  expect([firstCss('badge'), pageCss({ effect: 'badge', coverFirst: true }, words)]).toEqual(['', ''])
})

test('a picture is covered until it is marked as shown, or only once it is marked as veiled', () => {
  const first = pageCss({ effect: 'blur', coverFirst: true }, words)
  expect(first).toContain(':not([data-ok~="aaaaaa"]), [data-ok~="bbbbbb"] { filter: blur(')
  const later = pageCss({ effect: 'blur', coverFirst: false }, words)
  expect(later).toMatch(/\n\[data-ok~="bbbbbb"\] \{ filter: blur\(/)
  expect(later).not.toContain(':not(')
})

test('an address can not end the string that it stands in', () => {
  const hostile = 'a"], * { display: none } [x="\n\\'
  const css = pageCss({ effect: 'blur', coverFirst: true }, words, [hostile, '/a b.jpg?x=1&y=ü'])
  expect(css).toContain('[src="a\\22 ], * \\7b  display: none \\7d  [x=\\22 \\a \\5c "]')
  expect(css).toContain('[src="/a b.jpg?x=1&y=\\fc "]')
})
