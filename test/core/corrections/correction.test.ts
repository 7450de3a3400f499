import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { belongs, type Correction, fromFile, toFile } from '../../../src/core/corrections/correction.ts'
import { READING_VERSION } from '../../../src/core/reading/reading.ts'
import { correctionOf, unit } from '../../fixtures/corrections.ts'
import { changed as changedAnywhere } from '../../fixtures/hostile/changed.ts'
import { runs } from '../../fixtures/hostile/seed.ts'

const HERE = { id: 'tiny', version: '1', reading: READING_VERSION, dimension: 4 }
let own: Correction[]

beforeAll(async () => {
  own = await Promise.all([
    correctionOf(unit(1, 2, 3, 4), true, { words: 'a secret joke', pixels: '2x2:abc' }),
    correctionOf(unit(4, 3, 2, 1), false),
  ])
})

test('what was exported is taken over as it was', () => {
  expect(fromFile(toFile(own), HERE)).toEqual(own)
})

test('a correction holds hashes, embedding, date, verdict and label, and nothing that shows picture or words', () => {
  const [one] = own
  expect(Object.keys(one).sort()).toEqual(
    ['at', 'fed', 'id', 'model', 'offensive', 'pixels', 'reading', 'text', 'verdict'].sort(),
  )
  expect(toFile(own)).not.toMatch(/secret|joke|2x2/)
  expect(one.text).toMatch(/^[0-9a-f]{64}$/)
})

test('said again of the same picture it is the same correction', async () => {
  const [text, other] = [unit(1, 2, 3, 4), unit(1, 2, 3, 5)]
  const ids = [await correctionOf(text, true), await correctionOf(text, false), await correctionOf(other, true)]
  expect(ids[0].id).toBe(ids[1].id)
  expect(ids[0].id).not.toBe(ids[2].id)
})

const changed = (change: (file: { version: unknown; corrections: Record<string, unknown>[] }) => void) => {
  const file = JSON.parse(toFile(own))
  change(file)
  return JSON.stringify(file)
}

test.each<[string, () => string, RegExp]>([
  ['no JSON', () => 'head', /not JSON/],
  ['another file', () => '{"settings": 1}', /field "format"/],
  ['null', () => 'null', /field ""/],
  ['a newer form', () => changed((file) => (file.version = 2)), /field "version".*newer MemeVeil/],
  ['an older form', () => changed((file) => (file.version = 0)), /field "version"/],
  [
    'a label of another kind',
    () => changed((file) => (file.corrections[1].offensive = 'yes')),
    /"corrections.1.offensive"/,
  ],
  ['a date that is none', () => changed((file) => (file.corrections[0].at = -1)), /"corrections.0.at"/],
  ['something smuggled in', () => changed((file) => (file.corrections[0].words = 'x')), /"corrections.0.words"/],
  [
    'an embedding that is none',
    () => changed((file) => (file.corrections[0].fed = { image: '<b>', texts: [], complete: true })),
    /"corrections.0.fed/,
  ],
  [
    'an embedding of another length',
    () =>
      changed(
        (file) => (file.corrections[1].fed = { image: 'AAAA', texts: [{ embedding: null, among: 1 }], complete: true }),
      ),
    /^field "corrections.1.fed": an embedding has 3 values, and those of tiny 1 have 4: the file is damaged$/,
  ],
  ['nothing', () => ' \n', /^the file is empty$/],
  ['no correction', () => changed((file) => (file.corrections = [])), /^it holds no corrections$/],
  [
    'another model',
    () => changed((file) => (file.corrections[1].model = { id: 'clip', version: '1', head: 'a' })),
    /"corrections.1.model": it is of clip 1.*one model/,
  ],
  [
    'another reading',
    () => changed((file) => (file.corrections[0].reading = 1)),
    /"corrections.0.model": it is of tiny 1, reading 1/,
  ],
  ['too many', () => changed((file) => (file.corrections = Array(2001).fill(file.corrections[0]))), /"corrections"/],
])('of a file with %s nothing is taken over, and the field is named', (_, text, message) => {
  expect(() => fromFile(text(), HERE)).toThrow(message)
})

test('whatever a file holds, it is taken over or refused with a sentence', () => {
  fc.assert(
    fc.property(fc.oneof(fc.json(), fc.string()), (text) => {
      expect(() => fromFile(text, HERE)).toThrow(/^(field "|it is not JSON|the file is empty)/)
    }),
  )
})

test('a file changed anywhere is refused by field, or every correction of it is one of here', () => {
  fc.assert(
    fc.property(changedAnywhere(JSON.parse(toFile(own))), (json) => {
      let taken: Correction[] = []
      try {
        taken = fromFile(JSON.stringify(json), HERE)
      } catch (error) {
        expect((error as Error).message).toMatch(/^(field "|it is not JSON|it holds no corrections)/)
      }
      for (const one of taken) {
        expect(belongs(one, HERE)).toBe(true)
        expect([typeof one.offensive, Number.isFinite(one.at)]).toEqual(['boolean', true])
      }
    }),
    runs(1000),
  )
})

test('corrections of another model, version, reading or length are left aside', () => {
  const [one] = own
  expect(belongs(one, HERE)).toBe(true)
  for (const other of [{ id: 'clip' }, { version: '2' }, { reading: 99 }, { dimension: 5 }])
    expect(belongs(one, { ...HERE, ...other })).toBe(false)
})
