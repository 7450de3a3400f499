// @vitest-environment happy-dom
import { expect, test } from 'vitest'
import { drawText } from '../../../../src/extension/content/label/draw-text.ts'
import { drawn } from './drawn.ts'

test.each([
  'plain words',
  '',
  'with "quotes" and \\back\\slashes\\',
  '\\"; } * { display: none } /*',
  '<b>tags</b> & \u202eturned\u202c',
])('%j is drawn, and is no text of the document', (text) => {
  const node = document.createElement('p')
  node.textContent = 'what was there before'
  drawText(node, text)
  expect([drawn(node), node.textContent]).toEqual([text, ''])
})

test('line ends don’t end the text', () => {
  const node = document.createElement('p')
  drawText(node, 'one\ntwo\r\nthree')
  expect(drawn(node)).toBe('one two  three')
})
