// @vitest-environment happy-dom
import { expect, test } from 'vitest'
import { createCover } from '../../../../src/extension/content/cover/cover.ts'

/** Marks are written together, after what runs now. */
const written = () => Promise.resolve()

test('a mark stands in the attribute, or in the class beside what the page has there', async () => {
  const element = document.createElement('img')
  element.className = 'card'
  const cover = createCover({ effect: 'blur', coverFirst: true }, async () => {})
  cover.mark(element, ['veiled'])
  await written()
  const word = element.getAttribute('data-ok')
  expect([word, element.className]).toEqual([expect.stringMatching(/^[a-z]{6}$/), 'card'])
  element.removeAttribute('data-ok')
  cover.useClass(element)
  expect(cover.isMarked(element, ['veiled'])).toBe(false)
  cover.mark(element, ['veiled'])
  await written()
  expect([element.hasAttribute('data-ok'), element.className]).toEqual([false, `card data-ok ${word}`])
  expect([cover.isMarked(element, ['veiled']), cover.isMarked(element, ['shown'])]).toEqual([true, false])
  cover.mark(element, [])
  expect(cover.isMarked(element, [])).toBe(true)
  await written()
  expect(element.className).toBe('card')
})
