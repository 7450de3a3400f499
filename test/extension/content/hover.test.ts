// @vitest-environment happy-dom

import { afterEach, beforeEach, expect, test } from 'vitest'
import { revealOnHover } from '../../../src/extension/content/hover.ts'
import type { Label } from '../../../src/extension/content/label/label.ts'

let ended: AbortController
let wanted: boolean
let peeks: string[]
let covering: boolean

const images = () => [...document.querySelectorAll('img')]

beforeEach(() => {
  document.body.innerHTML = '<img id="a"><img id="b">'
  for (const [i, element] of images().entries()) element.getBoundingClientRect = () => new DOMRect(100 * i, 0, 100, 100)
  ended = new AbortController()
  wanted = true
  covering = true
  peeks = []
  const at = ({ x, y }: { x: number; y: number }) => {
    const anchor = y < 100 ? images()[Math.floor(x / 100)] : undefined
    return anchor ? ({ anchor, isCovering: covering } as unknown as Label) : null
  }
  const peek = (anchor: Element, shown: boolean) => void peeks.push(`${shown ? '+' : '-'}${anchor.id}`)
  revealOnHover({ at }, { peek }, () => wanted, ended.signal)
})
afterEach(() => ended.abort())

async function point(clientX: number, clientY: number, pointerType = 'mouse'): Promise<string[]> {
  peeks = []
  window.dispatchEvent(new PointerEvent('pointermove', { clientX, clientY, pointerType }))
  await new Promise((resolve) => requestAnimationFrame(resolve))
  await new Promise((resolve) => setTimeout(resolve, 20))
  return peeks
}

test('the picture under the pointer shows until the pointer leaves it', async () => {
  expect(await point(50, 50)).toEqual(['+a'])
  covering = false // its label says so now
  expect(await point(60, 60)).toEqual([])
  covering = true
  expect(await point(150, 50)).toEqual(['-a', '+b'])
  expect(await point(150, 150)).toEqual(['-b'])
})

test('what leaves the window leaves its picture', async () => {
  await point(50, 50)
  window.dispatchEvent(new PointerEvent('pointerout', { relatedTarget: document.body }))
  expect(peeks).toEqual(['+a'])
  window.dispatchEvent(new PointerEvent('pointerout', { relatedTarget: null }))
  expect(peeks).toEqual(['+a', '-a'])
})

test('a touch shows nothing, and neither does anything where it is not wanted', async () => {
  expect(await point(50, 50, 'touch')).toEqual([])
  wanted = false
  expect(await point(50, 50)).toEqual([])
})

test('no longer wanted, the next move covers', async () => {
  await point(50, 50)
  wanted = false
  expect(await point(55, 50)).toEqual(['-a'])
})
