import { expect, test } from 'vitest'
import { closeness, placeOf, siteEntry, siteName } from '../../src/extension/site-name.ts'

test.each([
  ['www.example.org', 'example.org'],
  ['WWW.Example.org.', 'example.org'],
  ['sub.example.org', 'sub.example.org'],
  ['wwwexample.org', 'wwwexample.org'],
  ['www.de', 'www.de'],
  ['', ''],
])('the site of the host "%s" is "%s"', (host, name) => expect(siteName(host)).toBe(name))

test.each([
  ['example.org', 'example.org'],
  [' https://www.Example.org/Art/?page=2#top ', 'example.org/Art'],
  ['*.example.org', 'example.org'],
  ['https://*.example.org/*', 'example.org'],
  ['*://*.example.org/art/*', 'example.org/art'],
  ['example.org/*', 'example.org'],
  ['https://somebody@example.org:8080?page', 'example.org'],
  ['bücher.example', 'xn--bcher-kva.example'],
  ['مثال.example', 'xn--mgbh0fb.example'],
  ['http://127.0.0.1:8080/', '127.0.0.1'],
  ['[::1]', '[::1]'],
  ['two words', null],
  ['/art', null],
  ['.example.org', null],
  ['example..org', null],
  ['exa*mple.org', null],
  ['a,b.org', null],
  ['{}', null],
  ['*', null],
  ['', null],
  ['javascript:alert(1)', null],
  ['file:///etc/passwd', null],
  ['ftp://example.org', null],
])('"%s" is kept as %s', (text, entry) => expect(siteEntry(text)).toBe(entry))

test.each([
  ['example.org', 'example.org/', true],
  ['example.org', 'www.example.org/art', true],
  ['example.org', 'sub.example.org/', true],
  ['example.org', 'notexample.org/', false],
  ['sub.example.org', 'example.org/', false],
  ['example.org/art', 'example.org/art', true],
  ['example.org/art', 'sub.example.org/art/new', true],
  ['example.org/art', 'example.org/artist', false],
  ['example.org/art', 'example.org/', false],
])('the entry %s names %s: %s', (entry, place, names) => expect(closeness(entry, placeOf(place)) > 0).toBe(names))

test('of two entries a longer host names a place more closely, and then a longer path', () => {
  const place = placeOf('sub.example.org/art/new')
  const entries = ['example.org', 'example.org/art', 'sub.example.org', 'sub.example.org/art']
  const close = entries.map((entry) => closeness(entry, place))
  expect(close).toEqual([...close].sort((a, b) => a - b))
  expect(new Set(close).size).toBe(4)
})
