import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { freshMs, type Headers, mayChange } from '../../src/extension/http-freshness.ts'

const NOW = 'Thu, 01 Jan 2026 00:00:00 GMT'
const LATER = 'Thu, 01 Jan 2026 00:01:00 GMT'
const BEFORE = 'Wed, 31 Dec 2025 00:00:00 GMT'

beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'], now: new Date(NOW) }))
afterEach(() => void vi.useRealTimers())

const seconds = (headers: Headers) => freshMs(headers) / 1000

describe('seconds for which an address stands for its picture', () => {
  test.each<[number, Headers]>([
    [600, { 'cache-control': 'max-age=600' }],
    [600, { 'cache-control': 'private, max-age=600' }],
    [600, { 'cache-control': 'public, s-maxage=9, max-age=600' }],
    [600, { 'cache-control': 'max-age=600, must-revalidate' }],
    [595, { 'cache-control': 'max-age=600', age: '5' }],
    [0, { 'cache-control': 'max-age=600', age: '700' }],
    [60, { expires: LATER, date: NOW }],
    [600, { 'cache-control': 'max-age=600', expires: LATER, date: NOW }],
    [0, { expires: BEFORE, date: NOW }],
    [0, { expires: '0', date: NOW }],
    [0, { 'cache-control': 'no-store, max-age=600' }],
    [0, { 'cache-control': 'no-cache, max-age=600' }],
    [0, { 'cache-control': 'max-age=600', vary: '*' }],
    [0, { 'cache-control': 'max-age=1, stale-while-revalidate=600', age: '1' }],
    [0, { 'cache-control': 'immutable' }],
    [0, { 'cache-control': 's-maxage=600' }],
    [0, { 'cache-control': 'public' }],
    [0, { pragma: 'no-cache' }],
    [0, { 'last-modified': BEFORE }],
    [0, { etag: '"1"' }],
    [0, {}],
  ])('%d by %j', (wanted, headers) => expect(seconds(headers)).toBe(wanted))
})

describe('a second download may be another picture', () => {
  test.each<[boolean, Headers]>([
    [true, { 'cache-control': 'no-store' }],
    [true, { 'cache-control': 'No-Store', etag: '"1"' }],
    [true, { 'cache-control': 'no-cache' }],
    [true, { 'cache-control': 'max-age=0' }],
    [true, { 'cache-control': 'max-age=9', age: '10' }],
    [true, { pragma: 'no-cache' }],
    [true, { expires: BEFORE, date: NOW }],
    [true, { vary: '*', 'cache-control': 'max-age=600' }],
    [false, { 'cache-control': 'no-cache', etag: '"1"' }],
    [false, { 'cache-control': 'max-age=0', 'last-modified': BEFORE }],
    [false, { 'cache-control': 'max-age=1' }],
    [false, { vary: 'accept' }],
    [false, {}],
  ])('%s by %j', (wanted, headers) => expect(mayChange(headers)).toBe(wanted))
})
