import { expect, test } from 'vitest'
import { addressesIn } from '../../../../src/extension/content/find/kinds.ts'

const url = (name: string) => `url("https://x.example/${name}.jpg")`

test.each<[string, number, string[]]>([
  ['none', 1, []],
  [url('a'), 1, ['a']],
  [`linear-gradient(red, blue), ${url('a')}, ${url('b')}`, 1, ['a', 'b']],
  [`-webkit-cross-fade(${url('a')}, ${url('b')}, 0.95)`, 1, ['a', 'b']],
  [`image-set(${url('a')} 1dppx, ${url('b')} 2dppx)`, 1, ['a']],
  [`image-set(${url('a')} 1dppx, ${url('b')} 2dppx)`, 2, ['b']],
  [`image-set(${url('a')} 4dppx, ${url('b')} 1dppx)`, 1, ['b']],
  [`image-set(${url('a')} 1dppx, ${url('b')} 2dppx)`, 3, ['b']],
  [`image-set(${url('a')} 96dpi, ${url('b')} 192dpi)`, 2, ['b']],
  [`image-set(${url('a')} 1dppx type("image/jpeg")), ${url('c')}`, 1, ['a', 'c']],
  ['url("chrome-extension://x/a.png")', 1, []],
])('%s at %d pixels a CSS pixel shows %j', (value, resolution, names) =>
  expect(addressesIn(value, resolution)).toEqual(names.map((name) => `https://x.example/${name}.jpg`)),
)

test('a data address with brackets in it is taken whole', () => {
  const address = "data:image/svg+xml,%3Csvg xmlns='x' fill='rgb(1,2,3)'/%3E"
  expect(addressesIn(`url("${address}")`, 1)).toEqual([address])
})
