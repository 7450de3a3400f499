import { expect, test } from 'vitest'
import { levelsWarning } from '../../../src/core/head-levels.ts'
import { INPUT_KINDS, parseHead } from '../../../src/core/model/head.ts'
import { thresholdsOf } from '../../../src/core/model/levels.ts'
import { say } from '../../../src/runtime/node/say.ts'
import { LEVELLED, levelsOf, tinyHead } from '../../fixtures/head.ts'
import { tinyManifest } from '../../fixtures/manifest.ts'

const manifest = tinyManifest(2)
const bare = { ...tinyHead(manifest), threshold: 0.61 }
const levelled = { ...bare, levels: levelsOf(LEVELLED) }

test.each(INPUT_KINDS)('%s has thresholds of its own', (kind) => {
  expect(thresholdsOf(levelled, kind)).toEqual(LEVELLED[kind])
})

test.each(INPUT_KINDS)('%s has the one threshold of a head without levels at all of them', (kind) => {
  expect(thresholdsOf(bare, kind)).toEqual({ gentle: 0.61, balanced: 0.61, strict: 0.61 })
})

test('a head without levels is told as one, with what it does instead', () => {
  expect(levelsWarning(say, bare)).toBe('it has no levels, so gentle, balanced and strict all flag from 61% on')
  expect(levelsWarning(say, levelled)).toBeNull()
})

test('levels come through the check of head.json, and one that lacks a kind does not', () => {
  expect(parseHead(structuredClone(levelled), manifest, 'head.json').levels).toEqual(levelled.levels)
  const { text: _, ...lacking } = levelled.levels.strict
  const wrong = { ...levelled, levels: { ...levelled.levels, strict: lacking } }
  expect(() => parseHead(wrong, manifest, 'head.json')).toThrow(/levels\.strict\.text/)
})
