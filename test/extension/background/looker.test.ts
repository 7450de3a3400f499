import { beforeEach, expect, test } from 'vitest'
import { createLooker, type Looker } from '../../../src/extension/background/looker.ts'
import type { Redirect } from '../../../src/extension/background/redirects.ts'
import type { Asker } from '../../../src/extension/background/request-rules.ts'
import type { CheckResult } from '../../../src/extension/check-result.ts'
import type { Look } from '../../../src/extension/protocol.ts'

const page: Asker = { top: 'https://a.com', frame: 'https://a.com', sharesCookies: true }
const home: Asker = { ...page, top: 'http://127.0.0.1', frame: 'http://127.0.0.1' }

let asked: string[]
let signal: AbortSignal
let moved: Record<string, Redirect | undefined>
/** What is known, by what was asked for. */
let known: Record<string, CheckResult>
let recalled: string[]
let permissions: string[]
let looker: Looker

beforeEach(() => {
  asked = []
  signal = new AbortController().signal
  moved = {}
  known = {}
  recalled = []
  permissions = []
  looker = createLooker({
    kept: {
      async recall({ address, cookies }) {
        recalled.push(cookies ? `${address} with cookies` : address)
        return known[address]
      },
    },
    host: {
      async look({ address, cookies }: Look) {
        asked.push(cookies ? `${address} with cookies` : address)
        return { state: address in moved ? 'redirect' : 'ready' }
      },
    },
    redirectFrom: async (address) => moved[address],
    mayAsk: async (pattern) => {
      permissions.push(pattern)
      if (pattern.includes('[')) throw new Error('no such pattern')
      return !pattern.includes('closed')
    },
  })
})

const FINE = { state: 'judged' } as CheckResult
const look = (address: string, asker = page) =>
  looker.look({ id: '1', address, recall: true, ratings: [] }, asker, signal)
const recall = (address: string, asker = page) => looker.recall({ id: '1', address, recall: true }, asker, signal)
const to = (address: string, changes = false): Redirect => ({ to: address, changes })

test('an address is asked without its fragment, with cookies on its own site alone', async () => {
  expect(await look('https://img.a.com/p.svg#part')).toEqual({ state: 'ready' })
  await look('https://b.com/p.jpg')
  expect(asked).toEqual(['https://img.a.com/p.svg with cookies', 'https://b.com/p.jpg'])
})

test('a data address goes to the engine as it is', async () => {
  await look('data:image/png;base64,AAAA#')
  expect(asked).toEqual(['data:image/png;base64,AAAA#'])
})

test('a chain of redirects that has left the site carries no cookies back to it', async () => {
  moved = {
    'https://a.com/1': to('https://a.com/2'),
    'https://a.com/2': to('https://b.com/3'),
    'https://b.com/3': to('https://a.com/4#x'),
  }
  await look('https://a.com/1')
  expect(asked).toEqual([
    'https://a.com/1 with cookies',
    'https://a.com/2 with cookies',
    'https://b.com/3',
    'https://a.com/4',
  ])
})

test.each<[string, string, Redirect | undefined, object, string[]]>([
  ['no access', 'https://closed.com/p', undefined, { kind: 'no-access', host: 'closed.com' }, []],
  ['a pattern that the browser refuses', 'https://[2606:4700::1]/p', undefined, { kind: 'no-access' }, []],
  ['a private address', 'http://192.168.1.1/p', undefined, { kind: 'private-address' }, []],
  ['moved to no access', 'https://b.com/p', to('https://closed.com/p'), { kind: 'no-access' }, ['https://b.com/p']],
  ['moved into the network', 'https://b.com/p', to('http://[::1]/p'), { kind: 'private-address' }, ['https://b.com/p']],
  ['moved off the web', 'https://b.com/p', to('data:image/png,'), { kind: 'not-loaded' }, ['https://b.com/p']],
  [
    'moved elsewhere each time',
    'https://b.com/p',
    to('https://b.com/2', true),
    { kind: 'changes' },
    ['https://b.com/p'],
  ],
  ['moved, nobody saw where', 'https://b.com/p', undefined, { kind: 'not-loaded' }, ['https://b.com/p']],
])('%s ends the look before another request', async (_, address, redirect, problem, requests) => {
  if (requests.length > 0) moved = { [address]: redirect }
  await expect(look(address)).rejects.toMatchObject(problem)
  expect(asked).toEqual(requests)
  known = { [address]: FINE }
  if (requests.length === 0) await expect(recall(address)).rejects.toMatchObject(problem)
  expect(recalled).toEqual([])
})

test('a picture is recalled by its address without the fragment, with cookies on its own site alone', async () => {
  known = { 'https://img.a.com/p.svg': FINE, 'https://b.com/p.jpg': FINE }
  expect(await recall('https://img.a.com/p.svg#part')).toBe(FINE)
  expect(await recall('https://b.com/p.jpg')).toBe(FINE)
  expect(await recall('data:image/png;base64,AAAA')).toBeUndefined()
  expect(recalled).toEqual(['https://img.a.com/p.svg with cookies', 'https://b.com/p.jpg'])
  expect(asked).toEqual([])
})

test('where a redirect leads to what is known, nothing more is fetched', async () => {
  moved = { 'https://b.com/1': to('https://b.com/2') }
  known = { 'https://b.com/2': FINE }
  expect(await look('https://b.com/1')).toBe(FINE)
  expect(asked).toEqual(['https://b.com/1'])
})

test('pictures of a host that come together need one look at the permissions, later ones another', async () => {
  await Promise.all(['1', '2', '3'].map((name) => recall(`https://b.com/${name}`)))
  expect(permissions).toEqual(['https://b.com/*'])
  await recall('https://b.com/4')
  expect(permissions).toHaveLength(2)
})

test('redirects in a circle end', async () => {
  moved = { 'https://b.com/p': to('https://b.com/p') }
  await expect(look('https://b.com/p')).rejects.toMatchObject({ kind: 'not-loaded' })
  expect(asked).toHaveLength(21)
})

test('one that nobody waits for any more asks no further', async () => {
  signal = AbortSignal.abort(new Error('enough'))
  await expect(look('https://b.com/p')).rejects.toThrow('enough')
  await expect(recall('https://b.com/p')).rejects.toThrow('enough')
  expect([asked, recalled]).toEqual([[], []])
})

test('a page of a private network may have its addresses asked', async () => {
  expect(await look('http://192.168.1.1/p', home)).toEqual({ state: 'ready' })
})
