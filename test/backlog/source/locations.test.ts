import fc from 'fast-check'
import { expect, test } from 'vitest'
import { bucketAndKey } from '../../../src/backlog/bytes/buckets.ts'
import { addressIn, isPictureName } from '../../../src/backlog/source/locations.ts'

test.each([
  ['http://a.org', 'http://a.org/'],
  ['HTTPS://A.org/ä b.jpg?q#f', 'https://a.org/%C3%A4%20b.jpg?q#f'],
  ['file:///a b.jpg', 'file:///a%20b.jpg'],
  ['s3://bucket/a b?#%.jpg', 's3://bucket/a b?#%.jpg'],
  ['a.jpg', undefined],
  ['/a.jpg', undefined],
  ['C:\\a.jpg', undefined],
  ['c://a.jpg', undefined],
  ['a/http://b.jpg', undefined],
])('%j is the location %j', (value, location) => {
  expect(addressIn(value, 'here')).toBe(location)
})

test('any value is a location, a path, or an error that says where', () => {
  const value = fc
    .tuple(fc.constantFrom('', 'http://', 's3://', 'file://', 'x+y://'), fc.string())
    .map((p) => p.join(''))
  fc.assert(
    fc.property(value, (one) => {
      try {
        const location = addressIn(one, 'list, line 3')
        if (location !== undefined) expect(location).toMatch(/^(https?|file|s3):/i)
      } catch (error) {
        expect(error).toMatchObject({ kind: 'table', message: expect.stringMatching(/^list, line 3: "/) })
      }
    }),
  )
})

test('any key of a bucket comes back as it was', () => {
  const key = fc.string({ unit: 'grapheme' })
  fc.assert(
    fc.property(fc.constantFrom('ab', 'my.bucket-1', 'A_b'), key, (bucket, key) => {
      expect(bucketAndKey(`s3://${bucket}/${key}`)).toEqual({ bucket, key })
    }),
  )
})

test.each(['s3://', 's3:///a', 's3://../a', 's3://-a/b', 's3://a b/c', 'http://bucket/a'])(
  '%s has no bucket',
  (one) => {
    expect(bucketAndKey(one)).toBeUndefined()
  },
)

test.each([
  ['a.jpg', true],
  ['a/b.c/d.JPEG', true],
  ['a.tiff', true],
  ['a', false],
  ['a.jpg.txt', false],
  ['jpg', false],
  ['.a.jpg', false],
  ['.a/b.jpg', false],
  ['a/.b/c.jpg', false],
])('whether %s is a picture by its name: %j', (path, is) => {
  expect(isPictureName(path)).toBe(is)
})
