// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { type Finding, find } from '../../../../src/extension/content/find/finder.ts'

let controller: AbortController
let found: string[]
let removed: string[]
let shadows: ShadowRoot[]

const finding: Finding = {
  onPicture: (element, kind) => found.push(`${element.id} ${kind}`),
  onRemoved: (element) => removed.push(element.id),
  onShadowRoot: (root) => shadows.push(root),
}

beforeEach(() => {
  document.body.innerHTML = ''
  controller = new AbortController()
  found = []
  removed = []
  shadows = []
})
afterEach(() => controller.abort())

const start = () => find(document, finding, controller.signal)
/** Mutations are told in a microtask and looked at before the next frame. */
const settle = () => new Promise((resolve) => setTimeout(resolve, 50))

test('pictures of every kind are found, and nothing else', () => {
  document.body.innerHTML = `<img id="a"><video id="b" poster="/p.jpg"></video><video id="c"></video>
    <svg><image id="d" href="/p.jpg"></image><rect id="e"></rect></svg>
    <div id="f" style='background-image: url("https://x.example/p.jpg")'></div>
    <div id="g" style="background-image: linear-gradient(red, blue)"></div>`
  start()
  expect(found).toEqual(['a img', 'b poster', 'd svg', 'f background'])
})

test('what comes later is found, and a changed address is told', async () => {
  start()
  document.body.innerHTML = '<section><img id="late"></section>'
  await settle()
  expect(found).toContain('late img')
  found = []
  document.getElementById('late')?.setAttribute('src', '/other.jpg')
  await settle()
  expect(found).toEqual(['late img'])
})

test('a picture that settles on its address by loading is told again', () => {
  document.body.innerHTML = '<img id="lazy">'
  start()
  document.getElementById('lazy')?.dispatchEvent(new Event('load'))
  expect(found).toEqual(['lazy img', 'lazy img'])
})

test('a part of the page that leaves takes its pictures along', async () => {
  document.body.innerHTML = '<section id="part"><img id="a"></section>'
  start()
  document.getElementById('part')?.remove()
  await settle()
  expect(removed).toEqual(['part', 'a'])
})

test('open shadow roots are looked through once, and watched', async () => {
  document.body.innerHTML = '<div id="host"></div>'
  const root = document.getElementById('host')?.attachShadow({ mode: 'open' }) as ShadowRoot
  root.innerHTML = '<img id="inner">'
  start()
  document.getElementById('host')?.setAttribute('class', 'changed')
  root.append(Object.assign(document.createElement('img'), { id: 'later' }))
  await settle()
  expect(found).toEqual(['inner img', 'later img'])
  expect(shadows).toEqual([root])
})

test('once it is stopped nothing is told any more', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
  start()
  controller.abort()
  expect(vi.getTimerCount()).toBe(0)
  vi.useRealTimers()
  document.body.innerHTML = '<img id="late">'
  document.getElementById('late')?.dispatchEvent(new Event('load'))
  await settle()
  expect(found).toEqual([])
})
