import { beforeEach, expect, test } from 'vitest'
import type { Correction } from '../../../src/core/corrections/correction.ts'
import { pack } from '../../../src/core/corrections/fed.ts'
import { type Corrections, createCorrections } from '../../../src/extension/background/corrections.ts'
import { saidOf } from '../../../src/extension/correct.ts'
import type { CorrectedHead, CurrentHead } from '../../../src/extension/engine/head-store.ts'
import { unit } from '../../fixtures/corrections.ts'
import { BALANCED } from '../../fixtures/head.ts'
import { tinyManifest } from '../../fixtures/manifest.ts'
import { verdictOf } from '../../fixtures/verdict.ts'

const fed = {
  image: null,
  texts: [{ embedding: pack(unit(1, 2)), among: 1 }],
  complete: true,
  pixels: '2x2:abc',
}
const verdict = verdictOf({ probability: 0.9, text: 'a secret joke', fed })
let done: string[]
let kept: Correction[]
let corrections: Corrections

beforeEach(() => {
  done = []
  kept = []
  corrections = createCorrections({
    store: {
      async add(added) {
        kept.push(...added)
        done.push('kept')
      },
      async remove(id) {
        kept = kept.filter((one) => one.id !== id)
        done.push('removed')
      },
    },
    heads: {
      current: async () => ({ manifest: tinyManifest(2) }) as CurrentHead,
      async corrected() {
        done.push('learned')
        return {} as CorrectedHead
      },
    },
    tell: async () => void done.push('told'),
  })
})

const said = saidOf(verdict, BALANCED, false)

test('what is said is kept and learned before the pages are told, and taken back the same way', async () => {
  const id = await corrections.take(said as NonNullable<typeof said>)
  expect(done).toEqual(['kept', 'learned', 'told'])
  expect(kept).toMatchObject([{ id, offensive: false, verdict: { probability: 0.9, offensive: true } }])
  await corrections.takeBack(id)
  expect(done.slice(3)).toEqual(['removed', 'learned', 'told'])
  expect(kept).toEqual([])
})

test('words and pixels are hashed, and forgotten', async () => {
  await corrections.take(said as NonNullable<typeof said>)
  expect(JSON.stringify(kept)).not.toMatch(/secret|2x2/)
  for (const hash of [kept[0].text, kept[0].pixels]) expect(hash).toMatch(/^[0-9a-f]{64}$/)
})

test('what another model said is refused, and nothing is kept', async () => {
  const model = { id: 'clip', version: '1', head: 'abc' }
  await expect(corrections.take({ ...(said as NonNullable<typeof said>), model })).rejects.toThrow(/another model/)
  expect(done).toEqual([])
})

test('from a verdict of which nothing was kept there is nothing to learn', () => {
  expect(saidOf(verdictOf(), BALANCED, true)).toBeNull()
})
