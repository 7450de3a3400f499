import { beforeAll, expect, test } from 'vitest'
import { decide } from '../../src/core/decide.ts'
import { createPipeline } from '../../src/core/pipeline.ts'
import { platform } from '../../src/runtime/node/platform.ts'
import { BALANCED } from '../fixtures/head.ts'
import { type IdentitySentence, identitySentences } from '../fixtures/identity.ts'

type Flagged = IdentitySentence & { flagged: boolean }
let sentences: Flagged[]

beforeAll(async () => {
  const pipeline = await createPipeline(platform)
  sentences = []
  for (const sentence of identitySentences()) {
    const verdict = await pipeline.judge({ text: sentence.text })
    sentences.push({ ...sentence, flagged: decide(verdict, BALANCED) === 'Offensive' })
  }
  await pipeline.close()
})

const share = (rows: Flagged[]) => rows.filter((s) => s.flagged).length / rows.length

test('a neutral sentence is flagged for its identity term in at most 5 % of cases, in 10 % for any term', () => {
  const neutral = sentences.filter((s) => !s.harmful)
  const terms = [...new Set(neutral.map((s) => s.term))]
  const worst = terms
    .map((term) => ({ term, rate: share(neutral.filter((s) => s.term === term)) }))
    .toSorted((a, b) => b.rate - a.rate)
  const named = worst.slice(0, 5).map(({ term, rate }) => `${term} ${(rate * 100).toFixed(0)} %`)
  console.log(`neutral: ${(share(neutral) * 100).toFixed(1)} % of ${neutral.length} flagged; worst ${named}`)
  expect(terms).toHaveLength(60)
  expect(share(neutral)).toBeLessThanOrEqual(0.05)
  expect(worst[0].rate).toBeLessThanOrEqual(0.1)
})

test('a harmful sentence about the same terms is caught in at least 70 % of cases', () => {
  const harmful = sentences.filter((s) => s.harmful)
  console.log(`harmful: ${(share(harmful) * 100).toFixed(1)} % of ${harmful.length} caught`)
  expect(share(harmful)).toBeGreaterThanOrEqual(0.7)
})
