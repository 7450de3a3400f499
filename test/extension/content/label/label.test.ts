// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { hearInputs, takeClicks } from '../../../../src/extension/content/label/clicks.ts'
import { Label } from '../../../../src/extension/content/label/label.ts'
import { Labels } from '../../../../src/extension/content/label/labels.ts'
import { createPanels } from '../../../../src/extension/content/label/panels.ts'
import { drawn } from './drawn.ts'

let controller: AbortController
let labels: Labels
let picture: HTMLElement
let frames: FrameRequestCallback[]
/** What lies at every point, from the top; happy-dom lays nothing out. */
let stack: Element[]
/** Anchors whose cover hides something. */
let hidden: Element[]
let enter: (entries: object[]) => void

const covered = { caption: '90% offensive', covering: true, whole: true }

beforeEach(() => {
  document.body.innerHTML = '<a href="#"><img id="picture"></a><div id="menu" style="background-color: red"></div>'
  picture = document.getElementById('picture') as HTMLElement
  picture.getBoundingClientRect = () => new DOMRect(40, 60, 300, 200)
  stack = [picture, document.body]
  document.elementsFromPoint = () => stack
  Object.defineProperty(document.documentElement, 'clientWidth', { value: 1000, configurable: true })
  frames = []
  hidden = []
  vi.stubGlobal('requestAnimationFrame', (frame: FrameRequestCallback) => frames.push(frame))
  vi.stubGlobal('cancelAnimationFrame', () => {
    frames = []
  })
  vi.stubGlobal(
    'IntersectionObserver',
    class {
      constructor(tell: typeof enter) {
        enter = tell
      }
      observe() {}
      unobserve() {}
      disconnect() {}
    },
  )
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  controller = new AbortController()
  labels = new Labels(
    (element) => element.shadowRoot,
    { note() {}, isSeenAt: () => false, hiddenBy: () => hidden, forgetGone() {} },
    controller.signal,
  )
  const inputs = hearInputs(controller.signal)
  inputs.listen()
  takeClicks(labels, createPanels(labels, controller.signal), inputs, controller.signal)
})
afterEach(() => {
  controller.abort()
  vi.useRealTimers()
})

function nextFrame(): void {
  for (const frame of frames.splice(0)) frame(0)
}

/** A label over the picture, with the picture in view and the label placed. */
function shown(what = covered, toggle: (() => void) | null = () => {}): Label {
  const label = new Label(labels, picture)
  label.show(what, { toggle })
  enter([{ target: picture, isIntersecting: true }])
  nextFrame()
  return label
}

/** A person's click; the test can't make a trusted one, so it says that it is. By keyboard it has no press. */
function click(detail = 1): MouseEvent {
  const at = { bubbles: true, cancelable: true, clientX: 100, clientY: 100, detail }
  const events = [new PointerEvent('pointerdown', { ...at, pointerType: 'mouse' }), new MouseEvent('click', at)]
  for (const event of detail === 0 ? events.slice(1) : events) {
    Object.defineProperty(event, 'isTrusted', { value: true })
    stack[0].dispatchEvent(event)
  }
  return events[1]
}

test('a cover says why, and what a click does', () => {
  const label = shown()
  expect(drawn(label.node)).toBe('90% offensive · Show')
  expect(label.node.ariaLabel).toBe('Covered picture, 90% offensive. Show it')
  label.show({ ...covered, covering: false }, { toggle: () => {} })
  expect(drawn(label.node)).toBe('90% offensive · Hide')
  label.show({ ...covered, covering: false }, { toggle: null })
  expect([label.node.disabled, drawn(label.node)]).toEqual([true, '90% offensive'])
  expect(label.node.ariaLabel).toBe('Picture, 90% offensive')
})

test('a click on a covered picture reveals it, and the page hears nothing', () => {
  const toggled = vi.fn()
  shown(covered, toggled)
  const heard = vi.fn()
  document.addEventListener('click', heard)
  expect(click().defaultPrevented).toBe(true)
  expect(toggled).toHaveBeenCalledOnce()
  expect(heard).not.toHaveBeenCalled()
})

test.each<[string, () => void]>([
  ['what lies above the picture', () => stack.unshift(document.getElementById('menu') as Element)],
  ['a revealed picture', () => stack.unshift(document.querySelector('a') as Element)],
])('a click on %s is the page’s', (what, prepare) => {
  const toggled = vi.fn()
  const label = shown(covered, toggled)
  if (what === 'a revealed picture') {
    label.show({ ...covered, covering: false }, { toggle: toggled })
    picture.getBoundingClientRect = () => new DOMRect(400, 400, 300, 200)
    nextFrame()
  } else prepare()
  expect(click().defaultPrevented).toBe(false)
  expect(toggled).not.toHaveBeenCalled()
})

test('an empty shield over the picture is looked through', () => {
  const toggled = vi.fn()
  shown(covered, toggled)
  document.body.insertAdjacentHTML('beforeend', '<div id="shield"></div>')
  stack.unshift(document.getElementById('shield') as Element)
  click()
  expect(toggled).toHaveBeenCalledOnce()
})

test('a click by script or by keyboard is no click on the cover', () => {
  const toggled = vi.fn()
  shown(covered, toggled)
  picture.click()
  click(0)
  expect(toggled).not.toHaveBeenCalled()
})

test('a container takes a click on the label alone', () => {
  const toggled = vi.fn()
  const label = shown({ ...covered, whole: false }, toggled)
  click()
  expect(toggled).not.toHaveBeenCalled()
  label.node.getBoundingClientRect = () => new DOMRect(90, 90, 20, 20)
  labels.placeSoon()
  nextFrame()
  click()
  expect(toggled).toHaveBeenCalledOnce()
})

test('a label follows its picture and makes room for what the page lays over it', () => {
  const label = shown()
  const first = label.node.style.transform
  picture.getBoundingClientRect = () => new DOMRect(40, 10, 300, 200)
  window.dispatchEvent(new Event('scroll'))
  nextFrame()
  expect(label.node.style.transform).not.toBe(first)
  stack.unshift(document.getElementById('menu') as Element)
  labels.placeSoon()
  nextFrame()
  expect(label.node.style.display).toBe('none')
})

test('a picture that moves without any event is noticed', () => {
  const label = shown()
  nextFrame()
  vi.advanceTimersByTime(400)
  nextFrame()
  const first = label.node.style.transform
  picture.getBoundingClientRect = () => new DOMRect(80, 60, 300, 200)
  vi.advanceTimersByTime(400)
  nextFrame()
  expect(label.node.style.transform).not.toBe(first)
})

test('a page at rest asks for no frame, and without labels there is no timer', () => {
  const label = shown()
  vi.advanceTimersByTime(400)
  nextFrame()
  vi.advanceTimersByTime(4000)
  expect(frames).toHaveLength(0)
  label.hide()
  expect([vi.getTimerCount(), label.node.isConnected]).toEqual([0, false])
})

test('the page can neither find the labels, nor remove them for long, nor keep them after the end', () => {
  const label = shown()
  const host = document.documentElement.lastElementChild as HTMLElement
  expect([host.localName, host.shadowRoot, document.querySelector('button')]).toEqual(['div', null, null])
  expect(host.style.getPropertyPriority('display')).toBe('important')
  host.remove()
  vi.advanceTimersByTime(400)
  nextFrame()
  expect([host.isConnected, label.node.isConnected]).toEqual([true, true])
  controller.abort()
  expect([host.isConnected, frames.length]).toEqual([false, 0])
})
