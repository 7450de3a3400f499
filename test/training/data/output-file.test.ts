import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { appendText, makeFolder, writeWhole } from '../../../src/training/data/output-file.ts'

const folder = mkdtempSync(join(tmpdir(), 'memeveil-output-'))
const at = (name: string) => join(folder, name)

test('what is written is there as a whole, and what can not be leaves what was there', () => {
  writeWhole(at('a.txt'), 'before')
  mkdirSync(at('b.txt'))
  writeFileSync(join(at('b.txt'), 'inside'), '')
  writeWhole(at('a.txt'), 'after')
  expect(() => writeWhole(at('b.txt'), 'a file in the place of a folder')).toThrow(`${at('b.txt')} can't be written: `)
  expect(readFileSync(at('a.txt'), 'utf8')).toBe('after')
  expect(readdirSync(folder).sort()).toEqual(['a.txt', 'b.txt'])
})

test('a folder that is gone meanwhile is named, with what to do', () => {
  makeFolder(at('deep/er'))
  rmSync(at('deep'), { recursive: true })
  const what = 'its folder is gone: make it again, and the same command goes on'
  const message = `${at('deep/er/c.txt')} can't be written: ${what}`
  expect(() => writeWhole(at('deep/er/c.txt'), '')).toThrow(message)
  expect(() => appendText(at('deep/er/c.txt'), '')).toThrow(message)
  expect(existsSync(at('deep'))).toBe(false)
})

test('a folder can not be made below a file', () => {
  writeWhole(at('d.txt'), '')
  expect(() => makeFolder(at('d.txt/below'))).toThrow(`${at('d.txt/below')} can't be written: `)
})
