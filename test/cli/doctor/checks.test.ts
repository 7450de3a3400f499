import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { cache, installedModelChecks, isEnough, modelFiles } from '../../../src/cli/doctor/checks.ts'
import { examine } from '../../../src/cli/doctor/doctor.ts'
import { createModelStore } from '../../../src/runtime/node/model-store.ts'
import { tinyManifest } from '../../fixtures/manifest.ts'

test.each([
  ['20.19.0', true],
  ['22.1.0', true],
  ['20.18.9', false],
  ['18.20.0', false],
])('Node %s is enough: %s', (version, enough) => expect(isEnough(version, '>=20.19')).toBe(enough))

test('a cache is told with its size, or that it is not there yet, or that it can not be', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'memeveil-cache-'))
  writeFileSync(join(folder, 'texts.jsonl'), 'x'.repeat(2 ** 21))
  expect(await cache(folder).find()).toBe(`${folder}, 1 file of 2.0 MB`)
  expect(await cache(join(folder, 'new')).find()).toMatch(/new is not there yet$/)
  await expect(cache(join(folder, 'none/new')).find()).rejects.toThrow(/ENOENT/)
})

test('what is wrong is told, and thrown no further', async () => {
  expect(await examine(modelFiles('nosuch', 'model.json'))).toEqual({
    name: 'model nosuch',
    ok: false,
    found: expect.stringMatching(/^nosuch\/model\.json is missing/),
  })
})

test('models that were installed are looked at: damaged ones, and halves', async () => {
  const root = mkdtempSync(join(tmpdir(), 'memeveil-models-'))
  const whole = JSON.stringify({ ...tinyManifest(16), id: 'a/lacking' })
  for (const [name, file, content] of [
    ['a/damaged', 'model.json', '{}'],
    ['a/half', 'download.json', '{}'],
    ['a/lacking', 'model.json', whole],
  ]) {
    mkdirSync(join(root, name), { recursive: true })
    writeFileSync(join(root, name, file), content)
  }
  const found = await Promise.all((await installedModelChecks(createModelStore(root))).map(examine))
  const told = Object.fromEntries(found.map(({ name, ok, found }) => [name, [ok, found]]))
  expect(told).toEqual({
    'model a/damaged': [false, expect.stringMatching(/field "id".*memeveil model remove a\/damaged$/)],
    'model a/half': [true, expect.stringMatching(/^a\/half is half installed/)],
    'model a/lacking': [false, expect.stringMatching(/^a\/lacking\/.* is missing/)],
  })
})
