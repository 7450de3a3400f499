// @vitest-environment happy-dom
import { h, render } from 'preact'
import { expect, test, vi } from 'vitest'
import { FileDrop } from '../../../src/extension/options/file-drop.tsx'

test('a file that is dropped is taken, and the browser does not leave the page for it', () => {
  const take = vi.fn(async (_: File) => {})
  render(h(FileDrop, { name: 'import', label: 'Import', take }), document.body)
  const file = new File(['{}'], 'memeveil-settings.json')
  const over = new Event('dragover', { bubbles: true, cancelable: true })
  const drop = Object.assign(new Event('drop', { bubbles: true, cancelable: true }), {
    dataTransfer: { files: [file] },
  })
  for (const event of [over, drop]) document.querySelector('.drop')?.dispatchEvent(event)
  expect([over.defaultPrevented, drop.defaultPrevented, take.mock.calls]).toEqual([true, true, [[file]]])
})
