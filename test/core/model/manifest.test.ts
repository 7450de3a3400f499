import { expect, test } from 'vitest'
import { ModelManifest, parseManifest, readChecked, readJson } from '../../../src/core/model/manifest.ts'
import { ModelError } from '../../../src/core/model/model-error.ts'
import { sha256 } from '../../../src/core/sha256.ts'

const bytes = new TextEncoder().encode('weights') as Uint8Array<ArrayBuffer>
const good = { path: 'a.onnx', bytes: 7, sha256: await sha256(bytes) }
const folder = async (path: string) => {
  if (path === 'm/a.onnx') return bytes
  throw new Error('no such file')
}

test('a file with the right length and hash is read', async () => {
  expect(await readChecked(folder, 'm', good)).toBe(bytes)
})

test.each([
  ['missing', { ...good, path: 'b.onnx' }, /m\/b\.onnx is missing/],
  ['cut short', { ...good, bytes: 9 }, /damaged: 7 bytes instead of 9/],
  ['changed', { ...good, sha256: 'f'.repeat(64) }, /damaged: its SHA-256/],
])('a file that is %s is a ModelError that names it', async (_, file, message) => {
  await expect(readChecked(folder, 'm', file)).rejects.toThrow(message)
  await expect(readChecked(folder, 'm', file)).rejects.toBeInstanceOf(ModelError)
})

test('a manifest without a field names the field', () => {
  expect(() => parseManifest(ModelManifest, { id: 'x' }, 'm/model.json')).toThrow(/m\/model\.json: field "version"/)
})

test('a file path may not leave the folder', () => {
  expect(() =>
    parseManifest(ModelManifest.entries.files.entries.vision, { ...good, path: '../../secret' }, 'model.json'),
  ).toThrow(/path/)
})

test('broken JSON names the file', async () => {
  await expect(readJson(folder, 'm/a.onnx')).rejects.toThrow(/m\/a\.onnx is not JSON/)
})
