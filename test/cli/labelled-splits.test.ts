import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { checkBothLabels, loadSplits, type SplitOptions } from '../../src/cli/labelled-splits.ts'

const folder = mkdtempSync(join(tmpdir(), 'memeveil-splits-'))
function table(name: string, ...lines: string[]): string {
  const path = join(folder, name)
  writeFileSync(path, lines.join('\n'))
  return path
}
const one = table('one.csv', 'sentence,label,split', 'a,offensive,dev', 'b,offensive,Training', 'c,offensive,test')
const two = table('two.csv', 'sentence,label', 'd,offensive')
const columns = { imageColumn: 'image_name', textColumn: 'sentence', labelColumn: 'label', splitColumn: 'split' }
const splitsOf = (options: Partial<SplitOptions>) =>
  loadSplits({ ...columns, ...options }).map((row) => [row.sentence, row.split])

test('rows have the split of their table, or that of its column', () => {
  expect(splitsOf({ train: two, validation: one })).toEqual([
    ['d', 'train'],
    ['a', 'val'],
    ['b', 'val'],
    ['c', 'val'],
  ])
  expect(splitsOf({ csv: [one] })).toEqual([
    ['a', 'val'],
    ['b', 'train'],
    ['c', 'test'],
  ])
})

test.each<[string, Partial<SplitOptions>]>([
  ['no table', {}],
  ['training rows alone', { train: one }],
  ['both ways at once', { csv: [one], test: two }],
  ['a row without a split', { csv: [two] }],
])('%s is a usage error', (_, options) => {
  expect(() => splitsOf(options)).toThrow(expect.objectContaining({ kind: 'usage' }))
})

test.each([
  ['both labels in both splits', 'train+ train- val+ val-', null],
  ['a test split of one label', 'train+ train- val+ val- test+', null],
  ['harmless training rows alone', 'train- val+ val-', 'train rows have one label alone: 0 of 1'],
  ['offensive validation rows alone', 'train+ train- val+ val+', 'validation rows have one label alone: 2 of 2'],
  ['no validation row', 'train+ train-', 'validation rows have one label alone: 0 of 0'],
])('%s: %s', (_, rows, message) => {
  const check = () =>
    checkBothLabels(rows.split(' ').map((r) => ({ split: r.slice(0, -1), offensive: r.endsWith('+') })))
  if (message === null) expect(check).not.toThrow()
  else expect(check).toThrow(message)
})
