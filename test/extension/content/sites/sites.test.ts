// @vitest-environment happy-dom
import { beforeEach, describe, expect, test } from 'vitest'
import { covers, siteOf, sites } from '../../../../src/extension/content/sites/index.ts'
import { addressIn, allElements, expectedPost, marked, openFixture } from './fixture.ts'

describe.each(Object.entries(sites))('%s', (file, site) => {
  beforeEach(() => openFixture(file))

  test('has pages with posts, pictures, and some that are left alone', () => {
    for (const mark of ['post', 'picture', 'alone'] as const) expect(marked(mark)).not.toEqual([])
    const pictures = allElements().filter((element) => element.matches('img, image, video, [style*="background"]'))
    expect(pictures.filter((element) => !element.hasAttribute('data-expect'))).toEqual([])
  })

  test('every picture belongs to its innermost post, or to none', () => {
    for (const picture of marked('picture')) {
      expect(site.post(picture)?.outerHTML, picture.outerHTML).toBe(expectedPost(picture)?.outerHTML)
    }
  })

  test('posts say their own words', () => {
    for (const post of marked('post')) {
      expect(site.text(post).replaceAll('\n', ' / '), post.outerHTML).toBe(post.getAttribute('data-says'))
    }
  })

  test('avatars, emoji, icons and pixels are left alone, posts’ pictures are not', () => {
    const ignored = (element: Element) => site.ignores(element, addressIn(element))
    expect(marked('alone').filter((element) => !ignored(element))).toEqual([])
    expect(marked('picture').filter(ignored)).toEqual([])
  })

  test('the extension may fetch every picture that is not left alone', () => {
    const allowed = [...site.hosts, ...site.mediaHosts]
    const fetched = marked('picture').map(addressIn)
    const strange = fetched
      .filter((address) => !/^(blob|data):/.test(address))
      .filter((address) => !allowed.some((pattern) => covers(pattern, new URL(address).hostname)))
    expect(strange).toEqual([])
  })
})

describe('an element that a site uses again', () => {
  beforeEach(() => openFixture('x'))

  test('is read as it stands', () => {
    const { x } = sites
    const [post] = marked('post')
    const picture = post.querySelector('[data-testid="tweetPhoto"] img') as HTMLImageElement
    expect(x.text(post)).toContain('Sunday soup')
    for (const text of post.querySelectorAll('[data-testid="tweetText"]')) text.textContent = 'Monday bread'
    expect(x.text(post)).toBe('Monday bread')
    expect(x.ignores(picture, addressIn(picture))).toBe(false)
    expect(x.ignores(picture, 'https://pbs.twimg.com/profile_images/9/baker_normal.jpg')).toBe(true)
    document.body.append(picture)
    expect(x.post(picture)).toBe(null)
  })
})

describe('what shows before a picture is loaded', () => {
  test.each([
    ['data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', true],
    ['data:image/svg+xml;utf8,<svg xmlns="http://www.w3.org/2000/svg"/>', true],
    [`data:image/jpeg;base64,${'A'.repeat(4000)}`, false],
    ['blob:https://web.whatsapp.com/1', false],
  ])('%.40s… is left alone: %s', (address, alone) => {
    expect(sites.whatsapp.ignores(document.createElement('img'), address)).toBe(alone)
  })
})

describe('the site of a host', () => {
  test.each([
    ['x.com', 'X'],
    ['mobile.twitter.com', 'X'],
    ['netflix.com', null],
    ['old.reddit.com', 'Reddit'],
    ['www.threads.com', 'Threads'],
    ['web.telegram.org', 'Telegram'],
    ['telegram.org', null],
    ['t.me', 'Telegram'],
    ['sport.me', null],
    ['mastodon.social', 'Mastodon'],
    ['another.mastodon.example', null],
    ['somebody.tumblr.com', 'Tumblr'],
    ['nl.pinterest.com', 'Pinterest'],
    ['ptb.discord.com', 'Discord'],
    ['example.org', null],
  ])('%s is %s', (hostname, name) => expect(siteOf(hostname)?.name ?? null).toBe(name))

  test('a pattern of another form is an error that names it', () => {
    expect(() => covers('https://*/*', 'x.com')).toThrow('https://*/* is no pattern of a host')
  })
})
