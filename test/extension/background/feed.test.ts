import { IDBFactory } from 'fake-indexeddb'
import { beforeEach, expect, test, vi } from 'vitest'
import { createJudge } from '../../../src/core/corrections/corrected-head.ts'
import type { HeadFile } from '../../../src/core/model/head.ts'
import { UNRATED } from '../../../src/core/model/ratings.ts'
import 'fake-indexeddb/auto'
import { HARMLESS, type Verdict } from '../../../src/core/decide.ts'
import { createKeptVerdicts } from '../../../src/extension/background/kept-verdicts.ts'
import { createLooker } from '../../../src/extension/background/looker.ts'
import { createQueue } from '../../../src/extension/background/queue.ts'
import { askerOf } from '../../../src/extension/background/request-rules.ts'
import { type Answered, answerLines } from '../../../src/extension/check-line.ts'
import { createVerdictCache, nameOfAddress } from '../../../src/extension/verdict-cache.ts'
import { LEVELLED } from '../../fixtures/head.ts'
import { askedFor } from '../../fixtures/verdict.ts'

const PICTURES = 200
const model = { id: 'tiny', version: '1', head: 'abc' }
const verdict: Verdict = {
  ...HARMLESS,
  thresholds: LEVELLED.picture,
  text: '',
  asides: [],
  ratings: UNRATED,
  model,
  ms: { decode: 0, ocr: 0, vision: 0, text: 0, head: 0, ratings: 0 },
}
const addressOf = (i: number) => `https://x.example/${i}.jpg`

let connect: (port: object) => void
// the one browser API that is needed
vi.mock('webextension-polyfill', () => ({
  default: { runtime: { id: 'ours', onConnect: { addListener: (l: typeof connect) => (connect = l) } } },
}))

/** What became of the questions of one page. */
let said: Answered[][]
let ask: (message: object) => void
const soon = () => new Promise((resolve) => setTimeout(resolve))
/** Answers as storage and permissions do: each in its own time. */
const later = async <T>(answer: T) => {
  await soon()
  return answer
}
const host = { look: vi.fn(), judge: vi.fn(), urge: vi.fn(), cancel: vi.fn() }

beforeEach(async () => {
  globalThis.indexedDB = new IDBFactory()
  said = []
  const cache = createVerdictCache()
  const known = Array.from({ length: PICTURES }, (_, i) => ({ name: nameOfAddress(addressOf(i), false, undefined) }))
  await cache.remember(known, verdict)
  const judge = createJudge({} as HeadFile, model)
  const heads = {
    corrected: () => later({ judge, own: [], learned: null }),
    onChange: () => () => {},
    onCorrection: () => () => {},
  }
  const asked = () => later(askedFor())
  const kept = createKeptVerdicts({ cache, heads, asked })
  const looker = createLooker({ host, kept, redirectFrom: async () => undefined, mayAsk: () => later(true) })
  const queue = createQueue({ host, looker, places: 1, asked })
  answerLines({
    check: ({ urgent, ...picture }, sender) => queue.check(picture, urgent, askerOf(sender)),
    urge: queue.urge,
    leave: queue.leave,
    cancel: queue.cancel,
  })
  connect({
    name: 'checks',
    sender: { id: 'ours', tab: { id: 1, url: 'https://y.example/' }, frameId: 0, url: 'https://y.example/' },
    onMessage: { addListener: (l: typeof ask) => (ask = l) },
    onDisconnect: { addListener() {} },
    postMessage: (answers: Answered[]) => said.push(answers),
  })
})

test('a feed’s known pictures are read in one transaction, answered in one message, and wake no engine', async () => {
  const transaction = vi.spyOn(IDBDatabase.prototype, 'transaction')
  const questions = Array.from({ length: PICTURES }, (_, i) => ({ id: `${i}`, address: addressOf(i), urgent: i < 3 }))
  ask({ ask: questions, urge: [], leave: [] })
  await expect.poll(() => said.flat().length).toBe(PICTURES)
  expect([said.length, transaction.mock.calls.length]).toEqual([1, 1])
  expect(said[0].every((answer) => 'result' in answer && answer.result.state === 'judged')).toBe(true)
  for (const call of Object.values(host)) expect(call).not.toHaveBeenCalled()
})
