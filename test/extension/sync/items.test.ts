import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { bytesOf, fieldOf, fromItems, toItems } from '../../../src/extension/sync/items.ts'

const MOST_ITEM_BYTES = 8192

test('any value comes back as it was, in items that the browser takes', () => {
  const values = fc.oneof(fc.jsonValue(), fc.array(fc.string({ unit: 'grapheme', minLength: 500 }), { maxLength: 40 }))
  fc.assert(
    fc.property(values, (value) => {
      const items = toItems('allow', value, 'device 1')
      expect(fromItems(items).get('allow')).toEqual({ stamp: 'device 1', value: JSON.parse(JSON.stringify(value)) })
      for (const item of Object.entries(items)) {
        expect(bytesOf(Object.fromEntries([item]))).toBeLessThanOrEqual(MOST_ITEM_BYTES)
        expect(fieldOf(item[0])).toBe('allow')
      }
    }),
  )
})

describe('of a long list', () => {
  const list = Array.from({ length: 1000 }, (_, i) => `site-${i}.example`)
  const items = toItems('block', list, 'a 1')
  const keys = Object.keys(items)

  test('there are several items', () => expect(keys.length).toBeGreaterThan(5))

  test.each(['block.0', 'block.3'])('without %s nothing is there yet', (key) => {
    const { [key]: _, ...some } = items
    expect(fromItems(some).has('block')).toBe(false)
  })

  test('parts of two writings never mix', () => {
    const later = toItems('block', [...list].reverse(), 'b 1')
    expect(fromItems({ ...items, 'block.2': later['block.2'] }).has('block')).toBe(false)
  })

  test('what an earlier, longer one left behind is no part of it', () => {
    const later = { ...items, ...toItems('block', ['a.example'], 'b 1') }
    expect(fromItems(later).get('block')).toEqual({ stamp: 'b 1', value: ['a.example'] })
  })
})

test.each<[string, object]>([
  ['no part', { 'level.0': 'strict' }],
  ['no JSON', { 'level.0': { stamp: 'a', of: 1, text: '{' } }],
  ['of parts without number', { 'level.0': { stamp: 'a', of: 1e9, text: '1' } }],
])('what is %s is told as broken', (_, items) => {
  const found = fromItems(items as Record<string, unknown>).get('level')
  expect(found).toEqual(expect.objectContaining({ fault: expect.any(String) }))
})

test('whatever is there, reading it throws nothing', () => {
  const some = fc.dictionary(fc.constantFrom('level.0', 'level.1', '__proto__', 'a.b'), fc.anything())
  fc.assert(fc.property(some, (items) => void fromItems(items)))
})
