// @vitest-environment happy-dom
import { expect, test, vi } from 'vitest'
import { type Cover, createCover } from '../../../../src/extension/content/cover/cover.ts'

/** Marks are written together, after what runs now. */
const written = () => Promise.resolve()

function marked(): { element: HTMLElement; cover: Cover } {
  const element = document.createElement('img')
  element.className = 'card'
  return { element, cover: createCover({ effect: 'blur', coverFirst: true }, async () => {}) }
}

test('a mark stands in the attribute', async () => {
  const { element, cover } = marked()
  cover.mark(element, ['veiled'])
  await written()
  expect(element.getAttribute('data-ok')).toMatch(/^[a-z]{6}$/)
  cover.mark(element, [])
  await written()
  expect(element.outerHTML).toBe('<img class="card">')
})

/** The page takes away what is not its own, so often. */
async function strip({ element, cover }: ReturnType<typeof marked>, times: number, matters: boolean): Promise<void> {
  for (let i = 0; i < times; i++) {
    element.removeAttribute('data-ok')
    element.className = 'card'
    cover.hold(element, ['veiled'], matters)
    await written()
  }
}

test('one that the page takes away is written again, then as a class, and at last no more', async () => {
  const page = marked()
  page.cover.mark(page.element, ['veiled'])
  await written()
  const word = page.element.getAttribute('data-ok')
  await strip(page, 9, false)
  expect(page.element.getAttribute('data-ok')).toBe(word)
  await strip(page, 1, false)
  expect(page.element.outerHTML).toBe(`<img class="card data-ok ${word}">`)
  await strip(page, 10, false)
  expect(page.element.outerHTML).toBe('<img class="card">')
  page.cover.forgive(page.element)
  await strip(page, 1, false)
  expect(page.element.className).toBe(`card data-ok ${word}`)
})

test('one that matters is written for ever, and one that is there is not written again', async () => {
  const page = marked()
  await strip(page, 40, true)
  expect(page.element.className).toMatch(/^card data-ok [a-z]{6}$/)
  const toggle = vi.spyOn(page.element.classList, 'toggle')
  page.cover.hold(page.element, ['veiled'], true)
  await written()
  expect(toggle).not.toHaveBeenCalled()
})
