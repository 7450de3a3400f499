// @vitest-environment happy-dom
import { fakeBrowser } from '@webext-core/fake-browser'
import { h, render } from 'preact'
import { beforeEach, expect, test, vi } from 'vitest'
import { TryTopic } from '../../../src/extension/popup/try-topic.tsx'

vi.mock('../../../src/extension/ui/current-head.ts', () => import('../../fixtures/current-head.ts'))

const [A, B] = ['data:image/png,A', 'data:image/png,B']

/** Answers in the order in which they were asked for. */
let answers: ((probability: number) => void)[]

beforeEach(() => {
  answers = []
  const sendMessage = ({ payload: { topic } }: { payload: { topic: string } }) =>
    new Promise((resolve) => {
      const told = (probability: number) => ({ topics: [{ phrase: topic, probability }] })
      answers.push((probability) => resolve({ state: 'judged', verdict: { ratings: told(probability) } }))
    })
  Object.assign(fakeBrowser.runtime, { sendMessage })
})

const show = (picture: string) => render(h(TryTopic, { picture }), document.body)
const byHand = () => document.querySelector('[data-by-hand]')?.textContent ?? null

async function tryOn(picture: string): Promise<void> {
  show(picture)
  const input = document.querySelector('input[name=topic]') as HTMLInputElement
  input.value = 'spiders'
  input.form?.dispatchEvent(new Event('submit', { bubbles: true, cancelable: true }))
  await expect.poll(byHand).toMatch(/^Checking/)
}

test('what a topic scores is told of the picture that it was tried on, and of no other', async () => {
  await tryOn(A)
  answers[0](0.93)
  await expect.poll(byHand).toContain('93%')
  show(B)
  await expect.poll(byHand).toBeNull()
  show(A)
  await expect.poll(byHand).toContain('93%')
})

test('an answer that comes late is not told of the picture after', async () => {
  await tryOn(A)
  await tryOn(B)
  answers[1](0.12)
  await expect.poll(byHand).toContain('12%')
  answers[0](0.93)
  await new Promise((resolve) => setTimeout(resolve, 50))
  expect(byHand()).toContain('12%')
})
