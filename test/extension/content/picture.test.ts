// @vitest-environment happy-dom
import { beforeEach, expect, test, vi } from 'vitest'
import type { Verdict } from '../../../src/core/decide.ts'
import type { CheckResult } from '../../../src/extension/check-result.ts'
import type { Label } from '../../../src/extension/content/label/label.ts'
import { Picture } from '../../../src/extension/content/picture.ts'
import { defaults } from '../../../src/extension/settings.ts'
import { deferred } from '../../fixtures/deferred.ts'

const judged = (probability: number, sexual: number | null = null): CheckResult => ({
  state: 'judged',
  verdict: { probability, sexual, text: 'words', ms: { decode: 1, ocr: 2 } } as unknown as Verdict,
  threshold: 0.5,
  device: null,
})

let element: HTMLImageElement
let side: number
let checks: {
  address: string
  urgent: boolean
  signal: AbortSignal
  answer: ReturnType<typeof deferred<CheckResult>>
}[]
let label: { show: ReturnType<typeof vi.fn>; hide: ReturnType<typeof vi.fn> }

beforeEach(() => {
  document.body.innerHTML = '<img src="https://x.example/a.jpg">'
  element = document.querySelector('img') as HTMLImageElement
  side = 300
  element.getBoundingClientRect = () => new DOMRect(0, 0, side, side)
  checks = []
  label = { show: vi.fn(), hide: vi.fn() }
})

function create(settings: Partial<typeof defaults> = {}): Picture {
  const check = (_: Element, address: string, urgent: boolean, signal: AbortSignal) => {
    checks.push({ address, urgent, signal, answer: deferred() })
    return checks[checks.length - 1].answer.promise
  }
  return new Picture(element, 'img', { ...defaults, ...settings }, check, label as unknown as Label)
}

async function answer(result: CheckResult): Promise<void> {
  checks[checks.length - 1].answer.resolve(result)
  await Promise.resolve()
  await Promise.resolve()
}
const mark = () => element.getAttribute('data-ok')

test('a picture is asked about once, when it comes near', async () => {
  const picture = create()
  expect([checks.length, mark()]).toEqual([0, null])
  picture.approach(true, true)
  picture.approach(true, false)
  expect(checks.map(({ address, urgent }) => [address, urgent])).toEqual([['https://x.example/a.jpg', true]])
  await answer(judged(0.9))
  picture.approach(true, true)
  expect([checks.length, mark()]).toEqual([1, 'no'])
  expect(picture.report()).toMatchObject({ state: 'offensive', probability: 0.9, text: 'words', ms: 3, reason: null })
})

test('one that scrolls away before its turn leaves the queue, and asks again when it is back', () => {
  const picture = create()
  picture.approach(true, false)
  picture.approach(false, false)
  expect(checks[0].signal.aborted).toBe(true)
  picture.approach(true, false)
  expect(checks).toHaveLength(2)
})

test('one that is too small is left alone until it grows', () => {
  side = 20
  const picture = create()
  picture.approach(true, true)
  expect([checks.length, mark(), picture.report()]).toEqual([0, 'yes', null])
  side = 300
  picture.measure()
  expect([checks.length, mark()]).toEqual([1, null])
})

test('another address is another picture: its verdict is asked for, the old answer counts no more', async () => {
  const picture = create()
  picture.approach(true, true)
  element.src = 'https://x.example/b.jpg'
  picture.refresh()
  expect(checks.map(({ address, signal }) => [address, signal.aborted])).toEqual([
    ['https://x.example/a.jpg', true],
    ['https://x.example/b.jpg', false],
  ])
  checks[0].answer.resolve(judged(0.9))
  await Promise.resolve()
  await Promise.resolve()
  expect(picture.report()?.state).toBe('checking')
  await answer(judged(0.1))
  expect([mark(), picture.report()?.state]).toEqual(['yes', 'fine'])
})

test('a mark that a framework dropped is put back', async () => {
  const picture = create()
  picture.approach(true, true)
  await answer(judged(0.9))
  element.removeAttribute('data-ok')
  picture.refresh()
  expect(mark()).toBe('no')
})

test('the label reveals and hides again', async () => {
  const picture = create()
  picture.approach(true, true)
  await answer(judged(0.9))
  const [caption, covering, toggle] = label.show.mock.calls[label.show.mock.calls.length - 1]
  expect([caption, covering]).toEqual(['90 % offensive', true])
  toggle()
  expect([mark(), picture.report()?.state]).toEqual(['yes', 'revealed'])
  toggle()
  expect([mark(), picture.report()?.state]).toEqual(['no', 'offensive'])
})

test('settings are followed; a verdict that lacks what is now asked for is asked for again', async () => {
  const picture = create()
  picture.approach(true, true)
  await answer(judged(0.9))
  picture.apply({ ...defaults, threshold: 0.95 })
  expect([mark(), checks.length]).toEqual(['yes', 1])
  picture.apply({ ...defaults, sexual: true })
  expect(checks).toHaveLength(2)
  await answer(judged(0.1, 0.9))
  expect(picture.report()).toMatchObject({ state: 'sexual', sexual: 0.9 })
})

test('one on a host that may not be asked is asked about again when it may', async () => {
  const picture = create()
  picture.approach(true, true)
  await answer({ state: 'unknown', kind: 'no-access', reason: 'is on x.example', host: 'x.example' })
  expect(picture.report()).toMatchObject({ state: 'unknown', unknown: 'no-access', host: 'x.example' })
  picture.accessAdded()
  expect([checks.length, picture.report()?.state]).toEqual([2, 'checking'])
  await answer({ state: 'unknown', kind: 'too-late', reason: 'took too long' })
  picture.accessAdded()
  expect(checks).toHaveLength(2)
})

test('released, the element is the page’s again', () => {
  const picture = create()
  picture.approach(true, true)
  picture.release()
  expect([checks[0].signal.aborted, mark()]).toEqual([true, 'yes'])
  expect(label.hide).toHaveBeenCalled()
})
