import { describe, expect, test } from 'vitest'
import {
  type Asker,
  askerOf,
  byHand,
  isPrivate,
  mayAskPrivate,
  sendsCookies,
} from '../../../src/extension/background/request-rules.ts'

const page = (top: string | null, frame = top): Asker => ({ top, frame, sharesCookies: true })

describe('cookies go along', () => {
  test.each<[boolean, string, string, Asker]>([
    [true, 'to the page’s own host', 'https://www.a.com/p.jpg', page('https://www.a.com')],
    [true, 'to another host of its site', 'https://img.a.com/p.jpg', page('https://www.a.com')],
    [true, 'from a frame of the same site', 'https://img.a.com/p.jpg', page('https://a.com', 'https://b.a.com')],
    [true, 'to another port, as browsers do', 'http://127.0.0.1:81/p.jpg', page('http://127.0.0.1:80')],
    [false, 'to another site', 'https://b.com/p.jpg', page('https://a.com')],
    [false, 'to another site below one suffix', 'https://b.co.uk/p.jpg', page('https://a.co.uk')],
    [false, 'to another user of one hoster', 'https://b.github.io/p.jpg', page('https://a.github.io')],
    [false, 'to the hoster’s own suffix', 'https://github.io/p.jpg', page('https://a.github.io')],
    [false, 'by another scheme', 'http://a.com/p.jpg', page('https://a.com')],
    [false, 'from a frame of another site', 'https://a.com/p.jpg', page('https://a.com', 'https://b.com')],
    [false, 'below a top frame of another site', 'https://a.com/p.jpg', page('https://b.com', 'https://a.com')],
    [false, 'below a top frame that is hidden', 'https://a.com/p.jpg', page(null, 'https://a.com')],
    [false, 'from a frame without an origin', 'https://a.com/p.jpg', page('https://a.com', null)],
    [false, 'from one loopback name to another', 'http://localhost/p.jpg', page('http://127.0.0.1')],
    [false, 'between hosts of one number', 'http://10.0.0.1/p.jpg', page('http://10.0.0.2')],
    [false, 'from a private window', 'https://a.com/p.jpg', { ...page('https://a.com'), sharesCookies: false }],
  ])('%s: %s', (wanted, _, address, asker) => expect(sendsCookies(address, asker)).toBe(wanted))
})

describe('an address in a private network', () => {
  test.each([
    'http://127.0.0.1/',
    'http://127.1/',
    'http://2130706433/',
    'http://0x7f.0.0.1/',
    'http://0177.0.0.1/',
    'http://127.0.0.1./',
    'http://10.1.2.3/',
    'http://172.16.0.1/',
    'http://172.31.255.255/',
    'http://192.168.1.1/',
    'http://169.254.169.254/',
    'http://100.64.0.1/',
    'http://0.0.0.0/',
    'http://255.255.255.255/',
    'http://224.0.0.1/',
    'http://[::1]/',
    'http://[::]/',
    'http://[::ffff:10.0.0.1]/',
    'http://[::127.0.0.1]/',
    'http://[64:ff9b::10.0.0.1]/',
    'http://[2002:7f00:1::]/',
    'http://[fc00::1]/',
    'http://[fd12:3456::1]/',
    'http://[fe80::1]/',
    'http://[fec0::1]/',
    'http://localhost/',
    'http://LOCALHOST./',
    'http://a.localhost/',
    'http://printer.local/',
    'http://nas.lan/',
    'http://x.home.arpa/',
    'http://x.internal/',
    'http://router/',
  ])('%s', (address) => expect(isPrivate(address)).toBe(true))

  test.each([
    'https://a.com/',
    'https://localhost.com/',
    'https://local/.a.com'.replace('/.', '.'),
    'http://8.8.8.8/',
    'http://172.15.0.1/',
    'http://172.32.0.1/',
    'http://192.167.0.1/',
    'http://[2606:4700::1111]/',
    'http://[::ffff:8.8.8.8]/',
  ])('is not %s', (address) => expect(isPrivate(address)).toBe(false))
})

test.each<[boolean, Asker]>([
  [true, page('http://127.0.0.1', 'http://localhost')],
  [true, page('http://router')],
  [false, page('https://a.com')],
  [false, page('https://a.com', 'http://127.0.0.1')],
  [false, page('http://127.0.0.1', 'https://a.com')],
  [false, page(null, 'http://127.0.0.1')],
  [false, page(null)],
])('%s: %j may have private addresses asked', (wanted, asker) => expect(mayAskPrivate(asker)).toBe(wanted))

test('by hand an address is asked without cookies, by its own network', () => {
  for (const address of ['https://a.com/x.jpg', 'http://192.168.0.1/x.jpg']) {
    expect(sendsCookies(address, byHand(address))).toBe(false)
    expect(mayAskPrivate(byHand(address))).toBe(isPrivate(address))
  }
  expect(byHand(undefined)).toEqual({ top: null, frame: null, sharesCookies: false })
  expect(byHand('data:image/png;base64,')).toEqual(byHand(undefined))
})

const tab = (url?: string, more = {}) => ({ url, incognito: false, ...more }) as never
test.each<[string, Parameters<typeof askerOf>[0], Asker]>([
  ['a page', { frameId: 0, url: 'https://a.com/x', tab: tab('https://a.com/x') }, page('https://a.com')],
  [
    'a frame',
    { frameId: 3, url: 'https://b.com/x', tab: tab('https://a.com/') },
    page('https://a.com', 'https://b.com'),
  ],
  ['a frame below a hidden page', { frameId: 3, url: 'https://b.com/x', tab: tab() }, page(null, 'https://b.com')],
  [
    'a frame written by its page',
    { frameId: 3, url: 'about:srcdoc', origin: 'https://a.com', tab: tab('https://a.com/') },
    page('https://a.com'),
  ],
  [
    'a sandboxed frame',
    { frameId: 3, url: 'https://a.com/', origin: 'null', tab: tab('https://a.com/') },
    page('https://a.com'),
  ],
  [
    'a private window',
    { frameId: 0, url: 'https://a.com/', tab: tab('https://a.com/', { incognito: true }) },
    { ...page('https://a.com'), sharesCookies: false, isPrivate: true },
  ],
  [
    'a container',
    { frameId: 0, url: 'https://a.com/', tab: tab('https://a.com/', { cookieStoreId: 'firefox-container-1' }) },
    { ...page('https://a.com'), sharesCookies: false },
  ],
])('%s is known by its origins', (_, sender, asker) => expect(askerOf(sender)).toEqual(asker))
