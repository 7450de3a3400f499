import { existsSync, mkdtempSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { makeFolder } from '../../../src/runtime/node/make-folder.ts'
import { DiskCache } from '../../../src/training/data/embedding-cache.ts'

const root = mkdtempSync(join(tmpdir(), 'memeveil-folder-'))

test('a folder is made with those above it, by two at once too', async () => {
  const path = join(root, 'a/b/c')
  await Promise.all([makeFolder(path), makeFolder(path), makeFolder(join(root, 'a/b/d'))])
  expect(statSync(path).isDirectory()).toBe(true)
  await makeFolder(path)
  expect(new DiskCache(join(root, 'e/f/texts.jsonl'))).toBeTruthy()
  expect(existsSync(join(root, 'e/f'))).toBe(true)
})

test('below a file there is none', async () => {
  writeFileSync(join(root, 'file'), '')
  await expect(makeFolder(join(root, 'file/a'))).rejects.toThrow(/ENOTDIR|EEXIST/)
})

// Node's own way never ends there
test.runIf(existsSync('/proc/self'))('where a folder has no place for another it is told', async () => {
  await expect(makeFolder('/proc/nope/models')).rejects.toThrow(/ENOENT/)
  expect(() => new DiskCache('/proc/nope/cache/texts.jsonl')).toThrow(/can't be written/)
})
