// @vitest-environment happy-dom
import { beforeEach, expect, test, vi } from 'vitest'
import { Label } from '../../../../src/extension/content/label/label.ts'
import { LabelLayer } from '../../../../src/extension/content/label/layer.ts'

const box = (x: number, y: number, width: number, height: number) => new DOMRect(x, y, width, height)

let controller: AbortController
let layer: LabelLayer
let picture: HTMLElement
let frames: FrameRequestCallback[]

beforeEach(() => {
  document.body.innerHTML = '<img id="picture">'
  picture = document.getElementById('picture') as HTMLElement
  picture.getBoundingClientRect = () => box(40, 60, 300, 200)
  frames = []
  vi.stubGlobal('requestAnimationFrame', (frame: FrameRequestCallback) => frames.push(frame))
  vi.stubGlobal('cancelAnimationFrame', () => {
    frames = []
  })
  controller = new AbortController()
  layer = new LabelLayer(controller.signal)
})

function nextFrame(): void {
  for (const frame of frames.splice(0)) frame(0)
}

test('a cover lies over the whole picture, says why and what a click does', () => {
  const label = new Label(layer, picture)
  label.show('90 % offensive', true, () => {})
  const { style } = label.node
  expect([style.transform, style.width, style.height]).toEqual(['translate(40px, 60px)', '300px', '200px'])
  expect(label.node.textContent).toBe('90 % offensive · Show')
  expect(label.node.ariaLabel).toBe('Covered picture, 90 % offensive. Show it')
})

test('a revealed picture has its label in the corner, and a badge does nothing', () => {
  const label = new Label(layer, picture)
  label.show('90 % offensive', false, () => {})
  expect([label.node.style.width, label.node.textContent]).toEqual(['auto', '90 % offensive · Hide'])
  label.show('90 % offensive', false, null)
  expect([label.node.disabled, label.node.textContent]).toEqual([true, '90 % offensive'])
  expect(label.node.ariaLabel).toBe('Picture, 90 % offensive')
})

test('a click is the label’s alone', () => {
  const label = new Label(layer, picture)
  const toggled = vi.fn()
  label.show('90 % offensive', true, toggled)
  const click = new MouseEvent('click', { bubbles: true, cancelable: true, composed: true })
  const heard = vi.fn()
  document.addEventListener('click', heard)
  label.node.dispatchEvent(click)
  expect(toggled).toHaveBeenCalledOnce()
  expect(click.defaultPrevented).toBe(true)
  expect(heard).not.toHaveBeenCalled()
})

test('a label follows its picture, hides with it, and asks for no frame once hidden', () => {
  const label = new Label(layer, picture)
  label.show('90 % offensive', true, () => {})
  picture.getBoundingClientRect = () => box(40, -10, 300, 200)
  nextFrame()
  expect(label.node.style.transform).toBe('translate(40px, -10px)')
  picture.remove()
  nextFrame()
  expect(label.node.style.display).toBe('none')
  label.hide()
  nextFrame()
  expect([frames.length, label.node.isConnected]).toEqual([0, false])
})

test('the page can neither find the labels nor keep them after the end', () => {
  const label = new Label(layer, picture)
  label.show('90 % offensive', true, () => {})
  const host = document.documentElement.lastElementChild as HTMLElement
  expect([host.localName, host.shadowRoot, document.querySelector('button')]).toEqual(['div', null, null])
  controller.abort()
  expect([host.isConnected, frames.length]).toEqual([false, 0])
})
