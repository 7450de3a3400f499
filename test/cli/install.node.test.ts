import { execFileSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { draw } from '../../demo/draw.ts'

/** A CLIP of random weights in the hub's layout, made by `python -m memeveil_towers.tiny_clip`. */
const FIXTURE = 'test/fixtures/tiny-clip'
const folder = mkdtempSync(join(tmpdir(), 'memeveil-clip-'))
const clip = join(folder, 'clip')
const read = (path: string) => JSON.parse(readFileSync(path, 'utf8'))
const memeveil = (...args: string[]) =>
  execFileSync(process.execPath, ['bin/memeveil', ...args], { encoding: 'utf8', stdio: 'pipe' })

beforeAll(async () => {
  cpSync(FIXTURE, clip, { recursive: true })
  writeFileSync(
    join(folder, 'a.jpg'),
    await draw({ id: 'a', label: 'offensive', scene: 'road', top: 'Women are too stupid', bottom: 'to drive a car' }),
  )
  const row = (i: number, split: string) => `a.jpg,women drive ${i},${i % 2 ? 'offensive' : 'non-offensive'},${split}`
  const rows = Array.from({ length: 12 }, (_, i) => row(i, i < 8 ? 'train' : 'val'))
  writeFileSync(join(folder, 'table.csv'), ['image_name,sentence,label,split', ...rows].join('\n'))
})

test('a CLIP in the hub layout is installed, trained on, and judged with', () => {
  expect(memeveil('install', clip)).toMatch(/16 values a picture or text/)
  expect(read(join(clip, 'model.json'))).toMatchObject({
    id: basename(clip),
    dimension: 16,
    image: { size: 224, resize: 'bicubic-crop' },
    text: { maxTokens: 77 },
  })
  const out = join(folder, 'head')
  memeveil(
    'train',
    '--model',
    clip,
    '--csv',
    join(folder, 'table.csv'),
    '--images',
    folder,
    '--out',
    out,
    '--cache',
    join(folder, 'cache'),
  )
  const head = join(out, 'head.json')
  expect(read(head)).toMatchObject({ model: { id: 'clip' }, dimension: 16, trainedOn: { [basename(folder)]: 8 } })
  const verdict = JSON.parse(
    memeveil('predict', join(folder, 'a.jpg'), '--text', 'women drive 3', '--model', clip, '--head', head, '--json'),
  )
  expect(verdict).toMatchObject({ model: { id: 'clip' }, prediction: expect.any(String) })
  expect(() => memeveil('predict', join(folder, 'a.jpg'), '--head', head)).toThrow(/was trained for the model clip@/)
  expect(() => memeveil('predict', join(folder, 'a.jpg'), '--model', clip)).toThrow(/has no head of its own/)
})

test.each([
  [
    'a missing tower',
    (clip: string) => rmSync(join(clip, 'onnx/text_model.onnx')),
    /onnx\/text_model\.onnx is missing/,
  ],
  [
    'a model of another kind',
    (clip: string) => writeFileSync(join(clip, 'config.json'), '{"model_type":"vit","projection_dim":16}'),
    /config\.json: field "model_type"/,
  ],
  ['no configuration', (clip: string) => rmSync(join(clip, 'config.json')), /config\.json is missing/],
])('%s is told', (what, spoil, message) => {
  const spoiled = join(folder, what)
  cpSync(FIXTURE, spoiled, { recursive: true })
  spoil(spoiled)
  expect(() => memeveil('install', spoiled)).toThrow(message)
})
