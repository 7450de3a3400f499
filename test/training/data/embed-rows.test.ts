import { mkdtempSync, readdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import type { Towers } from '../../../src/core/model/towers.ts'
import { UserError } from '../../../src/core/user-error.ts'
import type { Row } from '../../../src/training/data/dataset.ts'
import type { PictureResult, PictureWorker } from '../../../src/training/data/embed-picture.ts'
import { embedRows, type MissingImage } from '../../../src/training/data/embed-rows.ts'
import { tinyManifest } from '../../fixtures/manifest.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'memeveil-embed-'))
  for (const name of ['a.jpg', 'b.jpg', 'broken.jpg', 'huge.jpg', 'fault.jpg']) writeFileSync(join(folder, name), name)
})

/** A text's embedding is its length; the tower sees nothing in an empty one. */
const embedTexts = vi.fn(async (texts: string[]) => texts.map((t) => (t === '' ? null : Float32Array.of(t.length, 0))))
const towers = { manifest: tinyManifest(2), embedTexts } as unknown as Towers

/** Every picture says "read", but for those whose names say otherwise. */
const run = vi.fn<PictureWorker['run']>(async ({ path, embed, read }): Promise<PictureResult> => {
  if (path.endsWith('broken.jpg')) throw new UserError('picture', 'no picture')
  if (path.endsWith('huge.jpg')) throw new UserError('large-picture', 'too large')
  if (path.endsWith('fault.jpg')) throw new UserError('model', 'no model')
  return { embedding: embed ? Float32Array.of(0, 1) : undefined, text: read ? 'read' : undefined }
})

function row(imageName: string, sentence: string | null): Row {
  return { imageName, sentence, offensive: true, dataset: 'd', split: 'train', group: '', where: 'line 2' }
}

const embed = (rows: Row[], missingImage: MissingImage = 'error', images: string | undefined = folder) =>
  embedRows(rows, {
    towers,
    readerId: 'reader',
    pictures: { run },
    images,
    missingImage,
    prepare: (text) => text.toUpperCase(),
    cache: join(folder, 'cache'),
    progress: { start() {}, tick() {}, stop() {} },
  })

beforeEach(() => {
  run.mockClear()
  embedTexts.mockClear()
})

test('a picture is read where its row has no sentence, and texts are prepared before they are embedded', async () => {
  const { rows } = await embed([row('a.jpg', null), row('b.jpg', 'given'), row('', 'alone'), row('a.jpg', '')])
  const seen = rows.map((r) => [r.text, r.imageEmbedding?.[1] ?? null, r.textEmbedding?.[0] ?? null])
  expect(seen).toEqual([
    ['READ', 1, 4],
    ['GIVEN', 1, 5],
    ['ALONE', null, 5],
    ['', 1, null],
  ])
  expect(run.mock.calls.filter(([job]) => job.read)).toHaveLength(1)
  expect(embedTexts).toHaveBeenCalledExactlyOnceWith(['', 'READ', 'GIVEN', 'ALONE'])
})

test('what was embedded and read before is not done again', async () => {
  const first = await embed([row('a.jpg', null)])
  run.mockClear()
  embedTexts.mockClear()
  expect(await embed([row('a.jpg', null)])).toEqual(first)
  expect([run, embedTexts].map((f) => f.mock.calls.length)).toEqual([0, 0])
  expect(readdirSync(join(folder, 'cache')).map((name) => name.split('-')[0])).toEqual([
    'pictures',
    'readings',
    'texts',
  ])
})

describe('a picture that is of no use', () => {
  const rows = () => [row('nowhere.jpg', 'text'), row('broken.jpg', null), row('huge.jpg', 'text'), row('', 'kept')]

  test('is an error that names row and picture', async () => {
    await expect(embed(rows())).rejects.toMatchObject({ kind: 'table', message: /^line 2: .*\.jpg: .*--missing-image/ })
  })

  test.each<[MissingImage, string[], number]>([
    ['skip', ['KEPT'], 3],
    ['text-only', ['TEXT', 'TEXT', 'KEPT'], 1],
  ])('with %s leaves %j', async (missingImage, texts, skipped) => {
    const embedded = await embed(rows(), missingImage)
    expect(embedded.rows.map((r) => r.text)).toEqual(texts)
    expect(embedded.rows.every((r) => r.imageEmbedding === null)).toBe(true)
    expect(embedded.skipped).toBe(skipped)
    expect(embedded.missing).toEqual([
      expect.stringMatching(/^line 2: nowhere\.jpg: the picture is not in/),
      'line 2: broken.jpg: no picture',
      'line 2: huge.jpg: too large',
    ])
  })
})

test('a fault of the model is nothing that a row is left out for', async () => {
  await expect(embed([row('fault.jpg', 'text')], 'skip')).rejects.toMatchObject({ kind: 'model', message: 'no model' })
})

test.each([
  ['neither sentence nor picture', row('', null), undefined, /neither sentence nor picture/],
  ['a picture that is nowhere to be found', row('a.jpg', null), '', /no --images folder/],
])('%s leaves nothing to embed', async (_, empty, images, message) => {
  await expect(embed([empty], 'error', images)).rejects.toMatchObject({ kind: 'table', message })
})
