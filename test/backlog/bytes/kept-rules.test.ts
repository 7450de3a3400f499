import { expect, test, vi } from 'vitest'
import { createKeptRules } from '../../../src/backlog/bytes/kept-rules.ts'

test('rules are kept for an hour', () => {
  vi.useFakeTimers({ toFake: ['performance'] })
  const kept = createKeptRules()
  const rules = kept.keep('http://a.org', 'User-agent: *\nDisallow: /')
  expect(rules.isDisallowed('http://a.org/a.jpg')).toBe(true)
  vi.advanceTimersByTime(3_599_000)
  expect(kept.of('http://a.org')).toBe(rules)
  vi.advanceTimersByTime(2000)
  expect(kept.of('http://a.org')).toBeUndefined()
  vi.useRealTimers()
})

test('of too many, those that came first are forgotten, and renewed ones count once', () => {
  const kept = createKeptRules()
  const large = '#'.repeat(500_000)
  for (let i = 0; i < 100; i++) kept.keep('http://same.org', large)
  for (let i = 0; i < 30; i++) kept.keep(`http://${i}.org`, large)
  expect(kept.of('http://same.org')).toBeDefined()
  for (let i = 30; i < 60; i++) kept.keep(`http://${i}.org`, large)
  expect(kept.of('http://same.org')).toBeUndefined()
  const left = Array.from({ length: 60 }, (_, i) => i).filter((i) => kept.of(`http://${i}.org`))
  expect(left).toEqual(Array.from({ length: 31 }, (_, i) => i + 29))
})
