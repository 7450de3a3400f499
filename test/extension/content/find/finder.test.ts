// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { type Finding, findPictures } from '../../../../src/extension/content/find/finder.ts'

let controller: AbortController
let found: string[]
let removals: number
let shadows: ShadowRoot[]
let known: Set<Element>

const finding: Finding = {
  isKnown: (element) => known.has(element),
  onPicture(element, sources) {
    known.add(element)
    found.push([element.id, ...sources.map(({ kind }) => kind)].join(' '))
  },
  onOther() {},
  onLoad: (element) => found.push(`${element.id} load`),
  onMark: (element) => found.push(`${element.id} mark`),
  onRemoved() {
    removals++
  },
  onRestyled() {},
  isSame: () => false,
  onShadowRoot: (root) => shadows.push(root),
}

beforeEach(() => {
  document.body.innerHTML = ''
  controller = new AbortController()
  found = []
  removals = 0
  shadows = []
  known = new Set()
})
afterEach(() => controller.abort())

const start = () => findPictures(document, finding, controller.signal)
/** Mutations are told in a microtask and looked at before the next frame. */
const settle = () => new Promise((resolve) => setTimeout(resolve, 150))

test('pictures of every kind are found, and nothing else', async () => {
  document.body.innerHTML = `<img id="a" src="/p.jpg"><video id="b" poster="/p.jpg"></video><video id="c"></video>
    <svg><image id="d" href="/p.jpg"></image><rect id="e"></rect></svg><input id="i" type="image" src="/p.jpg">
    <object id="o" data="/p.jpg"></object><object id="pdf" data="/p.pdf"></object><img id="empty">
    <div id="f" style='background-image: url("https://x.example/p.jpg")'></div>
    <div id="g" style="background-image: linear-gradient(red, blue)"></div>`
  start()
  await settle()
  expect(found).toEqual(['a img', 'b poster', 'd svg', 'i input', 'o object', 'f background'])
})

test('what comes later is found, and a changed address is told', async () => {
  start()
  document.body.innerHTML = '<section><img id="late" src="/p.jpg"></section>'
  await settle()
  expect(found).toContain('late img')
  found = []
  known.add(document.getElementById('late') as Element)
  document.getElementById('late')?.setAttribute('src', '/other.jpg')
  // before a frame can show it
  await Promise.resolve()
  expect(found).toEqual(['late img'])
})

test('a picture that settles on its address by loading is told again', async () => {
  document.body.innerHTML = '<img id="lazy" src="/p.jpg">'
  start()
  document.getElementById('lazy')?.dispatchEvent(new Event('load'))
  await settle()
  expect(found).toEqual(['lazy img', 'lazy img', 'lazy load'])
})

test('that a part of the page left is told', async () => {
  document.body.innerHTML = '<section id="part"><img id="a" src="/p.jpg"></section>'
  start()
  document.getElementById('part')?.remove()
  await settle()
  expect(removals).toBeGreaterThan(0)
})

test('open shadow roots are looked through once, and watched', async () => {
  document.body.innerHTML = '<div id="host"></div>'
  const root = document.getElementById('host')?.attachShadow({ mode: 'open' }) as ShadowRoot
  root.innerHTML = '<img id="inner" src="/p.jpg">'
  start()
  document.getElementById('host')?.setAttribute('class', 'changed')
  root.append(Object.assign(document.createElement('img'), { id: 'later', src: '/p.jpg' }))
  await settle()
  expect(found).toEqual(['inner img', 'later img'])
  expect(shadows).toEqual([root])
})

test('once it is stopped nothing is told any more', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'setTimeout', 'clearTimeout'] })
  start()
  controller.abort()
  expect(vi.getTimerCount()).toBe(0)
  vi.useRealTimers()
  document.body.innerHTML = '<img id="late" src="/p.jpg">'
  document.getElementById('late')?.dispatchEvent(new Event('load'))
  await settle()
  expect(found).toEqual([])
})

test.each([
  '<video poster="http://"></video>',
  '<svg><image href="https://["></image></svg>',
  '<form><input name="localName"></form>',
])('%s keeps nothing behind it from being found', async (odd) => {
  document.body.innerHTML = `<section>${odd}<img id="first" src="/p.jpg"></section>`
  start()
  await settle()
  document.body.insertAdjacentHTML('beforeend', `<section>${odd}<img id="later" src="/p.jpg"></section>`)
  // as browsers have it: a form's fields are its properties
  for (const form of document.forms)
    Object.defineProperty(form, 'localName', { get: () => form[0], configurable: true })
  for (const form of document.forms) form.className = 'changed'
  await settle()
  expect(found).toEqual(['first img', 'later img'])
})

test('the pointer over an element has few looked at, however much is below its few children', async () => {
  document.body.innerHTML = `<main>${`<section>${'<p></p>'.repeat(1000)}</section>`.repeat(3)}</main>`
  const others = vi.spyOn(finding, 'onOther')
  start()
  await vi.waitFor(() => expect(others.mock.calls.length).toBeGreaterThan(3000), 20_000)
  others.mockClear()
  document.querySelector('main')?.dispatchEvent(new Event('pointerover', { bubbles: true }))
  await vi.waitFor(() => expect(others).toHaveBeenCalled())
  await settle()
  expect(others.mock.calls.length).toBeLessThan(10)
  others.mockRestore()
})
