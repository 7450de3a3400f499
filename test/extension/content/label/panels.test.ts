// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Verdict } from '../../../../src/core/decide.ts'
import type { CheckResult } from '../../../../src/extension/check-result.ts'
import type { Label, LabelFollower } from '../../../../src/extension/content/label/label.ts'
import type { Labels } from '../../../../src/extension/content/label/labels.ts'
import { LabelLayer } from '../../../../src/extension/content/label/layer.ts'
import type { Panel } from '../../../../src/extension/content/label/panel.ts'
import { contentOf } from '../../../../src/extension/content/label/panel-content.ts'
import { createPanels, type Panels } from '../../../../src/extension/content/label/panels.ts'
import type { Reasons } from '../../../../src/extension/content/label/reasons.ts'
import { BALANCED } from '../../../fixtures/head.ts'
import { verdictOf } from '../../../fixtures/verdict.ts'
import { drawn } from './drawn.ts'

const judged = (more: Partial<Verdict> = {}): CheckResult => ({
  state: 'judged',
  verdict: verdictOf({ probability: 0.9, kind: 'both', text: 'some words', ...more }),
  devices: null,
})

let controller: AbortController
let reasons: Reasons
let label: Label
let under: Label | null
/** What has the keyboard's focus. */
let focused: Label | null
let labels: Labels
let panels: Panels
let explained: ReturnType<typeof vi.fn<Reasons['explain']>>

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  // happy-dom has no top layer
  HTMLElement.prototype.showPopover = () => {}
  document.body.innerHTML = '<img>'
  controller = new AbortController()
  explained = vi.fn(async () => judged())
  reasons = {
    result: judged(),
    sensitivity: BALANCED,
    explain: explained,
    correct: null,
    takeBack: null,
    leaveSite() {},
  }
  const node = document.createElement('button')
  label = { node, anchor: document.querySelector('img'), reasons, action: 'show', toggle: vi.fn() } as unknown as Label
  under = label
  focused = null
  const layer = new LabelLayer(document.documentElement)
  labels = {
    isEmpty: false,
    chipAt: () => under,
    at: () => under,
    layerFor: () => layer,
    focused: () => focused,
    follower: null,
  } as never
  panels = createPanels(labels, controller.signal)
})
afterEach(() => {
  controller.abort()
  vi.useRealTimers()
})

const pointer = (type: string, pointerType: string, x = 50) =>
  window.dispatchEvent(new PointerEvent(type, { pointerType, clientX: x, clientY: 50 }))

test('a finger that stays opens it, and its lifting is no tap', () => {
  pointer('pointerdown', 'touch')
  vi.advanceTimersByTime(440)
  expect(panels.current).toBeNull()
  vi.advanceTimersByTime(20)
  expect(panels.current?.label).toBe(label)
  const menu = new MouseEvent('contextmenu', { cancelable: true })
  window.dispatchEvent(menu)
  expect(menu.defaultPrevented).toBe(true)
  pointer('pointerup', 'touch')
  expect([panels.takeLongPress(), panels.takeLongPress()]).toEqual([true, false])
})

test.each([
  ['is lifted soon', () => pointer('pointerup', 'touch')],
  ['scrolls', () => pointer('pointermove', 'touch', 70)],
  ['finds the browser at work', () => pointer('pointercancel', 'touch')],
])('a finger that %s opens nothing', (_what, act) => {
  pointer('pointerdown', 'touch')
  act()
  vi.advanceTimersByTime(1000)
  expect([panels.current, panels.takeLongPress()]).toEqual([null, false])
})

test('a mouse that moves on before it rests opens nothing, and one that rests beside a label neither', () => {
  pointer('pointermove', 'mouse')
  vi.advanceTimersByTime(300)
  under = null
  pointer('pointermove', 'mouse', 500)
  vi.advanceTimersByTime(1000)
  expect(panels.current).toBeNull()
})

test('a mouse that moves elsewhere neither keeps the keyboard’s panel from opening nor closes it', () => {
  const follower = labels.follower as LabelFollower
  under = null
  focused = label
  follower.onFocus(label)
  vi.advanceTimersByTime(300)
  pointer('pointermove', 'mouse', 500)
  vi.advanceTimersByTime(200)
  expect(panels.current?.label).toBe(label)
  pointer('pointermove', 'mouse', 501)
  vi.advanceTimersByTime(1000)
  expect(panels.current?.label).toBe(label)
  focused = null
  follower.onFocus(null)
  vi.advanceTimersByTime(400)
  expect(panels.current).toBeNull()
})

test('what the label says now closes the panel of what it said, and nobody waits for its reasons', () => {
  const follower = labels.follower as LabelFollower
  follower.onFocus(label)
  vi.advanceTimersByTime(500)
  const [[signal]] = explained.mock.calls
  expect([panels.current?.label, signal.aborted]).toEqual([label, false])
  follower.onChange({} as Label)
  expect(panels.current?.label).toBe(label)
  follower.onChange(label)
  expect([panels.current, signal.aborted]).toEqual([null, true])
})

const textOf = (result: CheckResult) => contentOf(result, reasons, false).map(drawn)

test('text from a picture is shown as text, on its own, and cut', () => {
  const text = `<img src=x onerror=alert(1)> \u202eevil\u202c ${'word '.repeat(200_000)}`
  const nodes = contentOf(judged({ text }), reasons, false)
  const quote = nodes.find((node) => node.style.unicodeBidi === 'plaintext') as HTMLElement
  expect([...quote.querySelectorAll('*')].map(({ localName }) => localName)).toEqual(['q'])
  expect(drawn(quote)).toContain('<img src=x onerror=alert(1)>')
  expect(drawn(quote).length).toBeLessThan(1300)
})

test('words are cut too, those that count are marked, and tell by line which way', () => {
  const words = [
    { word: 'vermin', change: 0.4 },
    { word: 'not', change: -0.3 },
    ...Array.from({ length: 1000 }, () => ({ word: 'and', change: 0 })),
  ]
  const contributions = { image: null, text: 0.5, words, window: null }
  const nodes = contentOf(judged({ contributions }), reasons, false)
  const marks = nodes.flatMap((node) => [...node.querySelectorAll('mark')])
  expect(marks.map(drawn)).toEqual(['vermin', 'not'])
  expect(new Set(marks.map(({ style }) => style.textDecoration)).size).toBe(2)
  expect(nodes.map(drawn).join('').length).toBeLessThan(3000)
})

test('what was not judged says why, and asks for no more', () => {
  const unknown: CheckResult = { state: 'unknown', kind: 'missing', reason: ['reasonAnswered', { status: 404 }] }
  expect(textOf(unknown)).toEqual(['Not checked: it could not be loaded: the site answered 404'])
  under = { ...label, reasons: { ...reasons, result: unknown } } as unknown as Label
  pointer('pointermove', 'mouse')
  vi.advanceTimersByTime(500)
  expect([panels.current === null, explained.mock.calls.length]).toEqual([false, 0])
})

const buttonsOf = (panel: Panel | null) => [
  ...((panel as unknown as { row: HTMLElement }).row.children as Iterable<HTMLButtonElement>),
]
const told = (panel: Panel | null) => drawn((panel as unknown as { content: HTMLElement }).content)

function openWith(more: Partial<Reasons>): LabelFollower {
  reasons = { ...reasons, ...more }
  Object.assign(label, { reasons })
  const follower = labels.follower as LabelFollower
  follower.onFocus(label)
  vi.advanceTimersByTime(500)
  return follower
}

test('“Wrong” stays open where its label goes, tells that it is kept, and takes it back', async () => {
  const takeBack = vi.fn(async () => {})
  const correct = vi.fn(async () => takeBack)
  const follower = openWith({ correct })
  const wrong = buttonsOf(panels.current)[2]
  expect(drawn(wrong)).toMatch(/^Wrong: this is/)
  wrong.click()
  follower.onChange(label)
  await vi.advanceTimersByTimeAsync(0)
  expect(told(panels.current)).toMatch(/^Kept: this is .*learns from it/)
  expect(buttonsOf(panels.current).map(drawn)).toEqual(['Undo', 'Close'])
  buttonsOf(panels.current)[0].click()
  expect([takeBack.mock.calls.length, panels.current]).toEqual([1, null])
})

test('what can’t be kept is told', async () => {
  openWith({ correct: () => Promise.reject(new Error('gone')) })
  buttonsOf(panels.current)[2].click()
  await vi.advanceTimersByTimeAsync(0)
  expect(told(panels.current)).toMatch(/could not be kept/)
})

test('where a correction decided, the panel takes it back instead', () => {
  const takeBack = vi.fn(async () => {})
  const follower = openWith({ takeBack, correct: async () => async () => {} })
  const [, , undo, ...more] = buttonsOf(panels.current)
  expect([drawn(undo), more]).toEqual(['Undo', []])
  undo.click()
  expect(takeBack).toHaveBeenCalledOnce()
  openWith({ takeBack: null, correct: null })
  expect(buttonsOf(panels.current)).toHaveLength(2)
  follower.onChange(label)
})
