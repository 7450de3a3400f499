// @vitest-environment happy-dom
import { expect, test } from 'vitest'
import { seenAt } from '../../../../src/extension/content/label/visible.ts'

test.each([
  [10, 11],
  [500, 31],
])('of %i shadow roots in each other %i are asked what is at a point', (levels, asked) => {
  let calls = 0
  const answer = (root: Document | ShadowRoot, elements: Element[]) => {
    root.elementsFromPoint = () => {
      calls++
      return elements
    }
  }
  let host = document.body.appendChild(document.createElement('div'))
  answer(document, [host])
  document.elementFromPoint = () => host
  for (let i = 0; i < levels; i++) {
    const root = host.attachShadow({ mode: 'open' })
    host = root.appendChild(document.createElement('div'))
    answer(root, [host])
  }
  const picture = document.createElement('img')
  seenAt({ x: 1, y: 1 }, picture, (element) => element.shadowRoot)
  expect(calls).toBe(asked)
})
