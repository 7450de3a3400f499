import { expect, test } from 'vitest'
import { type Known, type Status, statusOf } from '../../../src/extension/popup/status.ts'

const NOW = new Date(2026, 10, 26, 14, 0)
const HALF_PAST = new Date(2026, 10, 26, 14, 30).getTime()
const TOMORROW = new Date(2026, 10, 27, 0, 10).getTime()
const time = (at: number) => new Date(at).toLocaleTimeString('en', { hour: '2-digit', minute: '2-digit' })

const fine = { state: 'fine', unknown: null, reason: null } as const
const checking = { state: 'checking', unknown: null, reason: null } as const
const failed = { state: 'unknown', unknown: 'failed', reason: 'it found no model' } as const
const missing = { state: 'unknown', unknown: 'missing', reason: 'it is not there' } as const

const working: Known = {
  host: 'example.org',
  enabled: true,
  pausedUntil: null,
  granted: true,
  siteOn: true,
  coverAll: false,
  pictures: [fine],
  engine: 'ready',
}

const ROWS: [what: string, change: Partial<Known>, kind: Status['kind'], text: string | RegExp][] = [
  ['all is well', {}, 'working', 'At work'],
  ['there are no pictures', { pictures: [] }, 'working', 'At work'],
  ['the models are not loaded and nothing waits', { engine: 'idle' }, 'working', 'At work'],
  ['it is off', { enabled: false, pausedUntil: HALF_PAST, host: null }, 'off', 'Off on all sites'],
  ['the page is none', { host: null, pictures: null }, 'off', /nothing that could be veiled/],
  ['it may not look', { granted: false, pausedUntil: HALF_PAST }, 'waiting', 'Waiting for your permission'],
  ['it is paused', { pausedUntil: HALF_PAST, siteOn: false }, 'paused', `Paused until ${time(HALF_PAST)}`],
  ['it is paused over midnight', { pausedUntil: TOMORROW }, 'paused', `Paused until tomorrow, ${time(TOMORROW)}`],
  ['it is paused without an end', { pausedUntil: Number.MAX_SAFE_INTEGER }, 'paused', 'Paused until you resume'],
  ['the site is off', { siteOn: false, pictures: null }, 'off', 'Off on this site'],
  ['there is no script', { pictures: null }, 'waiting', /reload/],
  ['the site is blocked', { coverAll: true }, 'working', 'Every picture is covered here'],
  ['nothing can be judged', { pictures: [failed, checking] }, 'broken', 'Something is broken: it found no model'],
  ['one of several failed', { pictures: [failed, fine] }, 'working', 'At work'],
  ['a picture is not there', { pictures: [missing] }, 'working', 'At work'],
  ['the models are loading', { pictures: [checking, fine], engine: 'loading' }, 'loading', 'Loading the models'],
  ['the models will be loaded', { pictures: [checking], engine: 'idle' }, 'loading', 'Loading the models'],
  ['one waits', { pictures: [checking, fine] }, 'working', 'Checking a picture'],
  ['some wait', { pictures: [checking, checking] }, 'working', 'Checking 2 pictures'],
]

test.each(ROWS)('%s', (_, change, kind, text) => {
  const status = statusOf({ ...working, ...change }, NOW)
  expect(status.kind).toBe(kind)
  if (typeof text === 'string') expect(status.text).toBe(text)
  else expect(status.text).toMatch(text)
})
