// @vitest-environment happy-dom
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { expect, test } from 'vitest'
import { createOverlays, type Overlays } from '../../../../src/extension/content/label/overlays.ts'

setFlagsFromString('--expose_gc')
const collect: () => void = runInNewContext('gc')

/** Elements that a page has shown and taken away, as one does whose list has no end. */
function pass(overlays: Overlays, count: number): WeakRef<Element>[] {
  return Array.from({ length: count }, () => {
    const element = document.createElement('div')
    element.style.cssText = 'position: absolute; pointer-events: none'
    document.body.append(element)
    overlays.note(element)
    element.remove()
    return new WeakRef(element)
  })
}

test('what a page has taken away is held no longer', async () => {
  const overlays = createOverlays()
  const passed = pass(overlays, 500)
  overlays.forgetGone()
  await new Promise((resolve) => setTimeout(resolve, 10))
  collect()
  expect(passed.filter((element) => element.deref()).length).toBeLessThan(10)
  expect(overlays.hiddenBy([document.body])).toEqual([])
})
