import { cpSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hubManifest, hubPaths, type Precision } from '../../../src/core/model/hub-layout.ts'
import type { ModelManifest } from '../../../src/core/model/manifest.ts'
import { toTowerInput } from '../../../src/core/model/tower-input.ts'
import { loadTowers, type Towers } from '../../../src/core/model/towers.ts'
import { createZeroShot } from '../../../src/core/model/zero-shot.ts'
import { sha256 } from '../../../src/core/sha256.ts'
import { createTokenizer } from '../../../src/core/words/tokens.ts'
import { platform } from '../../../src/runtime/node/platform.ts'
import { pattern } from '../../fixtures/pattern.ts'

/** The architectures with random weights, and what Python says of them: towers/memeveil_towers/tiny_*.py. */
const FIXTURE = 'test/fixtures/tiny-clip'
const SIGLIP = 'test/fixtures/tiny-siglip'

interface Expected {
  maxTokens: number
  tokens: { text: string; ids: number[] }[]
  every: number
  pictures: { width: number; height: number; seed: number; bytes: string; embedding: number[] }[]
  texts: { text: string; embedding: number[] }[]
}

const read = (path: string) => JSON.parse(readFileSync(path, 'utf8'))
const { maxTokens, tokens, every, pictures, texts } = read(join(FIXTURE, 'expected.json')) as Expected
const copies = mkdtempSync(join(tmpdir(), 'memeveil-hub-'))
const [folder, siglip] = [join(copies, 'clip'), join(copies, 'siglip')]
cpSync(FIXTURE, folder, { recursive: true })
cpSync(SIGLIP, siglip, { recursive: true })

const file = async (folder: string, path: string) => {
  const bytes = new Uint8Array(readFileSync(join(folder, path)))
  return { path, bytes: bytes.length, sha256: await sha256(bytes) }
}

async function manifestOf(precision: Precision, from = folder): Promise<ModelManifest> {
  const entries = Object.entries(hubPaths({ precision })).map(
    async ([name, path]) => [name, await file(from, path)] as const,
  )
  const files = Object.fromEntries(await Promise.all(entries)) as ModelManifest['files']
  return hubManifest(platform.readFile, from, { id: 'tiny', license: 'MIT', precision, files })
}

test("CLIP's tokeniser gives Python's ids, and pads with the end", () => {
  const tokenizer = createTokenizer(read(join(FIXTURE, 'tokenizer.json')), read(join(FIXTURE, 'tokenizer_config.json')))
  expect(tokens.map(({ text }) => tokenizer.tokenize(text, maxTokens))).toEqual(tokens.map(({ ids }) => ids))
  expect(tokenizer.padding).toBe(tokens[0].ids.at(-1))
})

test("pictures are cut and resized as CLIP's processor does it, within one of 255", async () => {
  const { image } = await manifestOf('fp32')
  expect(image).toMatchObject({ resize: 'bicubic-crop', size: 224 })
  const plain = { ...image, mean: [0, 0, 0] as const, std: [1 / 255, 1 / 255, 1 / 255] as const }
  for (const { width, height, seed, bytes } of pictures) {
    const ours = toTowerInput(pattern(width, height, seed), plain as never).filter((_, i) => i % every === 0)
    const theirs = Buffer.from(bytes, 'base64')
    expect(ours.length).toBe(theirs.length)
    const furthest = ours.reduce((most, value, i) => Math.max(most, Math.abs(value - theirs[i])), 0)
    expect(furthest).toBeLessThanOrEqual(1)
  }
})

const cosine = (a: ArrayLike<number>, b: ArrayLike<number>) => Array.from(a).reduce((sum, x, i) => sum + x * b[i], 0)

describe.each([
  ['fp32', 0.9999],
  ['fp16', 0.999],
  ['q8', 0.99],
] as const)('towers in %s', (precision, least) => {
  let towers: Towers
  beforeAll(async () => {
    writeFileSync(join(folder, 'model.json'), JSON.stringify(await manifestOf(precision)))
    towers = await loadTowers(platform, folder)
  })
  afterAll(() => towers.close())

  test("give PyTorch's embeddings of pictures", async () => {
    for (const { width, height, seed, embedding } of pictures) {
      const ours = await towers.embedImage(pattern(width, height, seed))
      expect(cosine(ours, embedding)).toBeGreaterThanOrEqual(least)
    }
  })

  test("give PyTorch's embeddings of texts, alone and beside longer ones", async () => {
    const together = await towers.embedTexts(texts.map(({ text }) => text))
    for (const [i, { text, embedding }] of texts.entries()) {
      const [alone] = await towers.embedTexts([text])
      expect(cosine(together[i] as Float32Array, embedding)).toBeGreaterThanOrEqual(least)
      expect(cosine(alone as Float32Array, embedding)).toBeGreaterThanOrEqual(least)
    }
  })

  test('tell stretched pictures from cut ones', async () => {
    const { width, height, seed, embedding } = pictures[1]
    const { image } = towers.manifest
    const stretched = towers.seeingAs({ ...image, resize: 'bicubic-stretch' })
    expect(cosine(await stretched.embedImage(pattern(width, height, seed)), embedding)).toBeLessThan(0.99)
  })
})

describe('a SigLIP', () => {
  const expected = read(join(SIGLIP, 'expected.json')) as Omit<Expected, 'every'>
  let towers: Towers
  beforeAll(async () => {
    writeFileSync(join(siglip, 'model.json'), JSON.stringify(await manifestOf('fp32', siglip)))
    towers = await loadTowers(platform, siglip)
  })
  afterAll(() => towers.close())

  test('is known by its configurations', () => {
    expect(towers.manifest).toMatchObject({
      dimension: 16,
      image: { size: 32, resize: 'bicubic-stretch', mean: [0.5, 0.5, 0.5], output: 'pooler_output' },
      text: { maxTokens: 24, full: true, output: 'pooler_output' },
    })
  })

  test("has Python's token ids", () => {
    const [json, config] = ['tokenizer.json', 'tokenizer_config.json'].map((name) => read(join(SIGLIP, name)))
    const { tokenize } = createTokenizer(json, config)
    const ours = expected.tokens.map(({ text }) => tokenize(text, expected.maxTokens))
    expect(ours).toEqual(expected.tokens.map(({ ids }) => ids))
  })

  test("gives PyTorch's embeddings of pictures and of texts, however long", async () => {
    const ours = await towers.embedTexts(expected.texts.map(({ text }) => text))
    for (const [i, { embedding }] of expected.texts.entries()) {
      expect(cosine(ours[i] as Float32Array, embedding)).toBeGreaterThanOrEqual(0.9999)
    }
    for (const { width, height, seed, embedding } of expected.pictures) {
      expect(cosine(await towers.embedImage(pattern(width, height, seed)), embedding)).toBeGreaterThanOrEqual(0.9999)
    }
  })
})

test('a text tower that may wait loads with the first text', async () => {
  writeFileSync(join(folder, 'model.json'), JSON.stringify(await manifestOf('fp32')))
  let sessions = 0
  const counting: typeof platform = {
    ...platform,
    createSession(...args) {
      sessions++
      return platform.createSession(...args)
    },
  }
  const towers = await loadTowers(counting, folder, { text: 'when asked' })
  await towers.embedImage(pattern(64, 48, 3))
  expect(sessions).toBe(1)
  await Promise.all([towers.embedTexts(['a cat']), towers.embedTexts(['a dog'])])
  expect(sessions).toBe(2)
  await towers.close()
})

test.each([
  ['CLIP', folder, () => 0],
  ['SigLIP', siglip, (bias: number) => Math.exp(-bias)],
])('of a %s a phrase has its share of what the phrases say, as the model was trained', async (_, of, none) => {
  writeFileSync(join(of, 'model.json'), JSON.stringify(await manifestOf('fp32', of)))
  const towers = await loadTowers(platform, of)
  const image = await towers.embedImage(pattern(64, 48, 3))
  const { scale, bias = 0 } = towers.manifest.similarity
  const weight = async (phrase: string) => {
    const frames = ['', 'a photo of ', 'a picture of ', 'a meme that shows '].map((frame) => frame + phrase)
    const embeddings = (await towers.embedTexts(frames)) as Float32Array[]
    const sum = embeddings[0].map((_, i) => embeddings.reduce((sum, one) => sum + one[i], 0))
    return Math.exp((scale * cosine(image, sum)) / Math.hypot(...sum))
  }
  const [cat, car] = [await weight('a cat'), await weight('a car')]
  const [share] = await createZeroShot(towers, ['a car']).each(image, ['a cat'])
  expect(share).toBeCloseTo(cat / (cat + car + none(bias)), 4)
  await towers.close()
})

async function withChanged(name: string, change: object): Promise<ModelManifest> {
  const changed = new TextEncoder().encode(JSON.stringify({ ...read(join(FIXTURE, name)), ...change }))
  const readFile = async (path: string) => (path.endsWith(`/${name}`) ? changed : platform.readFile(path))
  const { files } = await manifestOf('fp32')
  return hubManifest(readFile, folder, { id: 'tiny', license: 'MIT', precision: 'fp32', files })
}

test.each([
  ['a larger picture', { crop_size: { height: 336, width: 336 }, size: { shortest_edge: 336 } }, { size: 336 }],
  ['numbers for sizes', { crop_size: 256, size: 288 }, { size: 256, shorterSide: 288 }],
  ['nothing cut', { do_center_crop: false, size: { height: 64, width: 64 } }, { resize: 'bicubic-stretch', size: 64 }],
  ['another kernel', { resample: 2 }, { resize: 'bilinear-crop' }],
  ['values between 0 and 1', { do_normalize: false }, { mean: [0, 0, 0], std: [1, 1, 1] }],
  ['another mean', { image_mean: [0.5, 0.5, 0.5] }, { mean: [0.5, 0.5, 0.5] }],
])('of another CLIP-like export with %s this is taken over', async (_, change, image) => {
  expect((await withChanged('preprocessor_config.json', change)).image).toMatchObject(image)
})

test.each([
  ['preprocessor_config.json', { resample: 0 }, /field "resample": only 2 \(bilinear\) and 3/],
  ['preprocessor_config.json', { crop_size: { height: 2, width: 3 } }, /field "crop_size"/],
  ['preprocessor_config.json', { crop_size: 300 }, /field "size": 224 is less than what is cut out of it, 300/],
  ['preprocessor_config.json', { do_center_crop: false }, /field "size": a square is wanted/],
  ['preprocessor_config.json', { rescale_factor: 1 }, /field "rescale_factor": only 1\/255/],
  ['preprocessor_config.json', { do_resize: false }, /field "do_resize"/],
  ['preprocessor_config.json', { image_std: undefined }, /field "image_std": is missing/],
  ['config.json', { model_type: 'vit' }, /field "model_type"/],
  ['config.json', { projection_dim: 0.5 }, /field "projection_dim"/],
])('%s with %j is refused by its field', async (name, change, message) => {
  await expect(withChanged(name, change)).rejects.toThrow(message)
})

test.each([
  [
    'image',
    { output: 'last_hidden_state' },
    /vision_model\.onnx: output "last_hidden_state" is missing; it has image_emb/,
  ],
  ['text', { inputs: ['attention_mask'] }, /text_model\.onnx: input "input_ids": only attention_mask can be given/],
])("an %s tower that takes or gives something else is told by the file's own names", async (part, change, message) => {
  const manifest = (await manifestOf('fp32')) as unknown as Record<string, object>
  writeFileSync(join(folder, 'model.json'), JSON.stringify({ ...manifest, [part]: { ...manifest[part], ...change } }))
  await expect(loadTowers(platform, folder)).rejects.toThrow(message)
})
