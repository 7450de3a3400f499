// @vitest-environment happy-dom
import { expect, test, vi } from 'vitest'
import { createCover, type Insert } from '../../../../src/extension/content/cover/cover.ts'
import type { Trusted, Word } from '../../../../src/extension/content/cover/stylesheet.ts'

/** Marks are written together, after what runs now. */
const written = () => Promise.resolve()

function marked() {
  const element = document.createElement('img')
  element.className = 'card'
  const inserted: Trusted[][] = []
  const insert: Insert = async (_, { trusted }) => void inserted.push(trusted)
  const cover = createCover({ effect: 'blur', coverFirst: true }, insert, null)
  return { element, cover, inserted }
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
async function strip({ element, cover }: ReturnType<typeof marked>, times: number, wanted: Word[]): Promise<void> {
  for (let i = 0; i < times; i++) {
    element.removeAttribute('data-ok')
    element.className = 'card'
    cover.hold(element, wanted)
    await written()
  }
}

test('one that the page takes away is written again, then as a class', async () => {
  const page = marked()
  page.cover.mark(page.element, ['veiled'])
  await written()
  const word = page.element.getAttribute('data-ok')
  await strip(page, 4, ['veiled'])
  expect(page.element.getAttribute('data-ok')).toBe(word)
  await strip(page, 1, ['veiled'])
  expect(page.element.outerHTML).toBe(`<img class="card data-ok ${word}">`)
  const toggle = vi.spyOn(page.element.classList, 'toggle')
  page.cover.hold(page.element, ['veiled'])
  await written()
  expect(toggle).not.toHaveBeenCalled()
})

test('where neither stays, a cover is an animation, and what may be seen is named by what the page keeps', async () => {
  const page = marked()
  page.element.setAttribute('src', 'a"]{}*.jpg')
  const cancel = vi.fn()
  const animate = vi.fn((_: Keyframe[], __: KeyframeAnimationOptions) => ({ cancel }))
  Object.assign(page.element, { animate })
  await strip(page, 10, ['veiled'])
  expect(animate.mock.calls[0][0]).toEqual([{ filter: 'blur(64px)', clipPath: 'inset(0)' }])
  expect(page.element.className).toBe('card')
  page.cover.mark(page.element, ['shown'])
  await written()
  expect(cancel).toHaveBeenCalledOnce()
  expect(page.inserted[page.inserted.length - 1]).toEqual([{ name: 'src', value: 'a"]{}*.jpg' }])
  page.cover.mark(page.element, ['veiled'])
  await written()
  expect(page.inserted[page.inserted.length - 1]).toEqual([])
})
