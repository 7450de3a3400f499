import { Command } from 'commander'
import { expect, test } from 'vitest'
import { addTableOptions, type TableOptions, tableForm } from '../../src/cli/table-options.ts'
import { DEFAULT_FORM } from '../../src/training/data/dataset.ts'

const formOf = (...args: string[]) =>
  tableForm(addTableOptions(new Command()).parse(args, { from: 'user' }).opts<TableOptions>())

test('without options a table is of the default form', () => expect(formOf()).toEqual(DEFAULT_FORM))

test('columns are found however they are spelled', () => {
  expect(formOf('--text-column', ' Tweet ', '--image-column', 'File', '--label-column', 'CLASS')).toEqual({
    ...DEFAULT_FORM,
    text: 'tweet',
    image: 'file',
    label: 'class',
  })
})

test('labels get their meanings beside the known ones', () => {
  const { labels } = formOf('--labels', 'Hateful=offensive', ' fine =non-offensive', 'a=b=offensive')
  expect(labels).toEqual(new Map([...DEFAULT_FORM.labels, ['hateful', true], ['fine', false], ['a=b', true]]))
})

test.each(['hateful', 'hateful=bad', '=offensive', 'hateful=Offensive'])('the label "%s" is a usage error', (label) => {
  expect(() => formOf('--labels', label)).toThrow(expect.objectContaining({ kind: 'usage' }))
})
