import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createClassifier, type HeadFile, parseHead, parseHeadBytes } from '../../../src/core/model/head.ts'
import { ModelManifest, parseManifest } from '../../../src/core/model/manifest.ts'
import { UserError } from '../../../src/core/user-error.ts'
import { createTokenizer } from '../../../src/core/words/tokens.ts'
import { LEVELLED, levelsOf, tinyHead } from '../../fixtures/head.ts'
import { changed } from '../../fixtures/hostile/changed.ts'
import { runs } from '../../fixtures/hostile/seed.ts'
import { tinyManifest } from '../../fixtures/manifest.ts'

const manifest = tinyManifest(2)
const base64 = (...values: number[]) => Buffer.from(Float32Array.from(values).buffer).toString('base64')
const scaling = { scale: 1, shift: 0 }
const head: HeadFile = {
  ...tinyHead(manifest),
  levels: levelsOf(LEVELLED),
  calibration: { both: scaling, picture: scaling, text: scaling },
  knn: { k: 1, share: 0.5, offensive: [true, false], vectors: base64(1, 0, 0, 1, 0, 0, 0, 1, 1, 0, 0, 0) },
}
const [image, text] = [Float32Array.of(0.6, 0.8), Float32Array.of(0, 1)]

/** What is thrown tells its reader what to mend. */
function refused(error: unknown): void {
  expect(error).toBeInstanceOf(UserError)
  expect((error as Error).message).toMatch(/^\w+\.json/)
}

function expectProbabilities(parsed: HeadFile): void {
  const classify = createClassifier(parsed)
  for (const [a, b] of [
    [image, text],
    [image, null],
    [null, text],
    [null, null],
  ] as const) {
    const probability = classify(a, b)
    expect(probability).toBeGreaterThanOrEqual(0)
    expect(probability).toBeLessThanOrEqual(1)
  }
}

test('a head as it was made judges', () => expectProbabilities(parseHead(head, manifest, 'head.json')))

test('a head changed anywhere is refused by field, or gives probabilities', () => {
  fc.assert(
    fc.property(changed(head), (json) => {
      let parsed: HeadFile
      try {
        parsed = parseHead(json, manifest, 'head.json')
      } catch (error) {
        return refused(error)
      }
      expectProbabilities(parsed)
    }),
    runs(2000),
  )
})

test.each([
  ['infinite', base64(...Array(11).fill(0), Number.POSITIVE_INFINITY)],
  ['no numbers', base64(...Array(11).fill(0), Number.NaN)],
  ['too few by a byte', `${base64(...Array(12).fill(0)).slice(0, -4)}AA==`],
])('neighbours that are %s are refused', (_, vectors) => {
  const knn = { k: 1, share: 0.5, offensive: [true, false], vectors }
  expect(() => parseHead({ ...head, knn }, manifest, 'head.json')).toThrow(/neighbours/)
})

test('a neighbour of nothing but zeros has no say', () => {
  const knn = { k: 2, share: 1, offensive: [true, false], vectors: base64(...Array(12).fill(0)) }
  expectProbabilities(parseHead({ ...head, knn }, manifest, 'head.json'))
})

test('whatever bytes a head.json has, it is refused by name', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.uint8Array(),
        fc.json().map((json) => new TextEncoder().encode(json)),
      ),
      (bytes) => {
        expect(() => parseHeadBytes(bytes, manifest, 'mine.json')).toThrow(/^mine\.json/)
      },
    ),
  )
})

const bundled = JSON.parse(readFileSync('public/models/memeveil-mini/model.json', 'utf8'))

test('a model.json changed anywhere is refused by field, or names its own files and sizes that can be', () => {
  fc.assert(
    fc.property(changed(bundled), (json) => {
      let parsed: ModelManifest
      try {
        parsed = parseManifest(ModelManifest, json, 'model.json')
      } catch (error) {
        return refused(error)
      }
      for (const file of Object.values(parsed.files)) {
        expect(file?.path ?? 'a').toMatch(/^\w[\w./-]*$/)
        expect(file?.path ?? 'a').not.toContain('..')
      }
      const { image, text, dimension } = parsed
      for (const size of [image.size, image.shorterSide ?? 1, text.maxTokens, dimension]) {
        expect(size).toBeGreaterThanOrEqual(1)
        expect(size).toBeLessThanOrEqual(100_000)
        expect(Number.isInteger(size)).toBe(true)
      }
      for (const value of [...image.mean, ...image.std]) expect(Number.isFinite(value)).toBe(true)
      expect(image.std.every((value) => value !== 0)).toBe(true)
    }),
    runs(2000),
  )
})

const words = ['[PAD]', '[UNK]', '[CLS]', '[SEP]', '[MASK]', 'a', 'cup', 'of', 'tea', '##s']
const tokenizer: object = {
  version: '1.0',
  truncation: null,
  padding: null,
  added_tokens: words.slice(0, 5).map((content, id) => ({ id, content, special: true, single_word: false })),
  normalizer: {
    type: 'BertNormalizer',
    clean_text: true,
    handle_chinese_chars: true,
    strip_accents: null,
    lowercase: true,
  },
  pre_tokenizer: { type: 'BertPreTokenizer' },
  post_processor: {
    type: 'TemplateProcessing',
    single: [{ SpecialToken: { id: '[CLS]', type_id: 0 } }, { Sequence: { id: 'A', type_id: 0 } }],
    pair: [],
    special_tokens: { '[CLS]': { id: '[CLS]', ids: [2], tokens: ['[CLS]'] } },
  },
  decoder: { type: 'WordPiece', prefix: '##', cleanup: true },
  model: {
    type: 'WordPiece',
    unk_token: '[UNK]',
    continuing_subword_prefix: '##',
    max_input_chars_per_word: 100,
    vocab: Object.fromEntries(words.map((word, i) => [word, i])),
  },
}

test('a tokenizer.json changed anywhere is refused as the model’s fault, or gives token ids', () => {
  const config = { tokenizer_class: 'BertTokenizer' }
  expect(createTokenizer(tokenizer, config).tokenize('a cup of teas', 9)).toEqual([2, 5, 6, 7, 8, 9])
  fc.assert(
    fc.property(changed(tokenizer), (json) => {
      try {
        const ids = createTokenizer(json as object, config).tokenize('a cup of teas', 9)
        expect(ids.length).toBeLessThanOrEqual(9)
        for (const id of ids) expect(Number.isInteger(id) && id >= 0).toBe(true)
      } catch (error) {
        refused(error)
      }
    }),
    runs(1000),
  )
})
