import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import Papa from 'papaparse'
import { describe, expect, test } from 'vitest'
import { countByDataset, DEFAULT_FORM, inSplit, loadRows } from '../../../src/training/data/dataset.ts'
import { DatasetError, readTable } from '../../../src/training/data/table.ts'
import { runs } from '../../fixtures/hostile/seed.ts'

const folder = mkdtempSync(join(tmpdir(), 'memeveil-tables-'))
function table(content: string | Uint8Array): string {
  const path = join(folder, 'table.csv')
  writeFileSync(path, content)
  return path
}

const plain = 'Image_Name,sentence,LABEL\na.png,"He said ""no"",\nthen left",offensive\nb.png,fine,Non-offensiv\n'
const utf16 = (text: string, big: boolean) => {
  const bytes = Buffer.from(`\uFEFF${text}`, 'utf16le')
  return big ? bytes.swap16() : bytes
}

test.each([
  ['plain', plain],
  ['all kinds of line ends', plain.replace('LABEL\n', 'LABEL\r\n').replace('offensive\n', 'offensive\r')],
  ['a byte order mark', `\uFEFF${plain}`],
  ['Windows line ends', plain.replaceAll('\n', '\r\n')],
  ['UTF-16, little end first', utf16(plain, false)],
  ['UTF-16, big end first', utf16(plain, true)],
  [
    'semicolons',
    plain
      .replace('Image_Name,sentence,LABEL', 'Image_Name;sentence;LABEL')
      .replace('a.png,', 'a.png;')
      .replace('",offensive', '";offensive')
      .replace('b.png,fine,', 'b.png;fine;'),
  ],
  ['blank lines', plain.replace('\nb.png', '\n\n\nb.png')],
])('a table with %s gives its rows', (_, content) => {
  const rows = loadRows(table(content))
  expect(rows.map((r) => [r.imageName, r.sentence, r.offensive])).toEqual([
    ['a.png', 'He said "no",\nthen left', true],
    ['b.png', 'fine', false],
  ])
})

test('records know the line they begin on, through quoted line breaks and blank lines', () => {
  expect(readTable(table(plain)).records.map((r) => r.line)).toEqual([2, 4])
  expect(readTable(table(plain.replace('\nb.png', '\n\n\nb.png'))).records.map((r) => r.line)).toEqual([2, 6])
  expect(readTable(table(plain.replaceAll('\n', '\r'))).records.map((r) => r.line)).toEqual([2, 4])
})

const two = (delimiter: string, ...rows: [string, string][]) =>
  [['image_name', 'sentence'], ...rows].map((row) => row.join(delimiter)).join('\n')

describe('the header says what stands between fields', () => {
  test.each([
    ['one short row', ';', 'a.png', 'hello there'],
    ['commas in a sentence', ';', 'a.png', 'well, well, well, and so on'],
    ['semicolons in a sentence', '\t', 'a.png', 'one; two; three'],
    ['bars', '|', 'a.png', 'hello, there; you'],
  ])('%s', (_, delimiter, image, sentence) => {
    for (const end of ['', '\n', '\r\n\r\n']) {
      const { columns, records } = readTable(table(two(delimiter, [image, sentence]) + end))
      expect(columns).toEqual(['image_name', 'sentence'])
      expect(records.map(({ fields }) => ({ ...fields }))).toEqual([{ image_name: image, sentence }])
    }
  })

  test.each(['Hello, my friends', 'Hello; my friends', 'Hello\tmy|friends', '"Hello, my ""friends"""'])(
    'one column holds the whole line %j',
    (line) => {
      const { records } = readTable(table(`sentence\n${line}\n`))
      expect(records[0].fields.sentence).toBe(line.startsWith('"') ? 'Hello, my "friends"' : line)
    },
  )

  test('where a name has the other one in it, the rows decide', () => {
    const { columns } = readTable(table('image_name;sentence, as read\na.png;hello, you, there\nb.png;fine\n'))
    expect(columns).toEqual(['image_name', 'sentence, as read'])
  })

  test("but for Excel's own first line", () => {
    const { columns, records } = readTable(table('sep=;\r\nimage_name;sentence, or two\r\na.png;b,c\r\n'))
    expect(columns).toEqual(['image_name', 'sentence, or two'])
    expect(records).toMatchObject([{ line: 3, fields: { 'sentence, or two': 'b,c' } }])
  })
})

test.each(['constructor', '__proto__', 'toString'])('%s is a name like any other', (name) => {
  expect(() => loadRows(table(`sentence,label\na,${name}\n`))).toThrow(`unknown label "${name}"`)
  expect(loadRows(table(`sentence,label,split\na,offensive,${name}\n`))[0].split).toBe(name.toLowerCase())
  const { records } = readTable(table(`sentence,${name}\na\nb,c\n`))
  expect(records.map(({ fields }) => fields[name.toLowerCase()])).toEqual([undefined, 'c'])
  expect(Object.entries(countByDataset([{ dataset: name }, { dataset: name }]))).toEqual([[name, 2]])
})

test('columns without a name stay apart', () => {
  const { columns, records } = readTable(table(',sentence,\n0,hello,x\n'))
  expect(columns).toEqual(['', 'sentence', 'column 3'])
  expect({ ...records[0].fields }).toEqual({ '': '0', sentence: 'hello', 'column 3': 'x' })
})

test('whatever is written as CSV is read back', () => {
  const cell = fc
    .string({ unit: fc.constantFrom('a', 'é', '"', ',', '\n', ' ', '😀', ';', "'") })
    .filter((s) => s.trim() !== '')
  fc.assert(
    fc.property(fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 8 }), (rows) => {
      const read = readTable(table(Papa.unparse([['one', 'two'], ...rows])))
      expect(read.records.map(({ fields }) => [fields.one, fields.two])).toEqual(rows)
    }),
    runs(60),
  )
})

test('whatever bytes a table has, its rows are read or it is refused by name and line', () => {
  const piece = fc.oneof(
    fc.constantFrom(
      'sentence',
      'label',
      'image_name',
      'offensive',
      ',',
      ';',
      '\t',
      '"',
      '""',
      '\n',
      '\r\n',
      '\r',
      'sep=;\n',
    ),
    fc.constantFrom('\ufeff', '\0', '__proto__', '=cmd()', '\u202e', 'a'.repeat(70_000)),
    fc.string({ maxLength: 9 }),
  )
  const bytes = fc.oneof(
    fc.array(piece, { maxLength: 30 }).map((pieces) => Buffer.from(pieces.join(''))),
    fc.array(piece, { maxLength: 30 }).map((pieces) => Buffer.from(`\ufeff${pieces.join('')}`, 'utf16le')),
    fc.uint8Array({ maxLength: 200 }).map((some) => Buffer.from(some)),
  )
  const path = table('')
  fc.assert(
    fc.property(bytes, (content) => {
      writeFileSync(path, content)
      try {
        const rows = loadRows(path)
        for (const { offensive, where } of rows) expect([typeof offensive, where.length > 0]).toEqual(['boolean', true])
      } catch (error) {
        expect(error).toBeInstanceOf(DatasetError)
        expect((error as Error).message).toContain(path)
      }
    }),
    runs(500),
  )
})

test.each([
  [
    'an unknown label',
    'sentence,label\na,offensive\n"b\nb",rude\n',
    /table\.csv, line 3: unknown label "rude" \(known: offensive/,
  ],
  ['an empty label', 'sentence,label\na,offensive\nb,\n', /table\.csv, line 3: the label is empty/],
  ['a quote that never closes', 'sentence,label\na,offensive\n"b,offensive\n', /line 3: .*quote/i],
  ['more fields than its header', 'sentence,label\na,offensive,x\n', /line 2: 3 fields, but the header has 2/],
  ['one column twice', 'label,Label\na,b\n', /two columns "label"/],
  ['no label column', 'sentence\na\n', /no column "label", only sentence/],
  [
    'neither sentence nor picture',
    'label\noffensive\n',
    /neither a column "image_name" nor "sentence", only "label": .*--text-column/,
  ],
  ['a quote inside a field', 'sentence,label\n"Why" he asked,offensive\n', /line 2: a quote inside a field: put/],
  ['JSON in it', '{"img":"a.png","label":1}\n', /is JSON and no table/],
  ['UTF-16 without its mark', Buffer.from('sentence,label\na,offensive\n', 'utf16le'), /neither UTF-8 nor UTF-16/],
  ['nothing in it', '\n\n', /is empty/],
  ['another encoding', Buffer.from('sentence,label\ncaf\xe9,offensive\n', 'latin1'), /neither UTF-8 nor UTF-16/],
])('a table with %s is an error that says where', (_, content, message) => {
  expect(() => loadRows(table(content))).toThrow(message)
  expect(() => loadRows(table(content))).toThrow(expect.objectContaining({ kind: 'table' }))
})

test('columns and labels may have other names', () => {
  const form = {
    ...DEFAULT_FORM,
    text: 'tweet',
    label: 'class',
    labels: new Map([
      ['hateful', true],
      ['fine', false],
    ]),
  }
  const rows = loadRows(
    table('Tweet,class,split,target\na,Hateful,Validation,women\nb,fine,test,\nc,fine,dev,\n'),
    undefined,
    form,
  )
  expect(rows.map((r) => [r.sentence, r.offensive, r.split, r.group])).toEqual([
    ['a', true, 'val', 'women'],
    ['b', false, 'test', ''],
    ['c', false, 'val', ''],
  ])
})

test('an empty sentence beside a picture leaves the text to the reader', () => {
  const [pictured, alone] = loadRows(table('image_name,sentence,label\na.png,,offensive\n,,offensive\n'))
  expect([pictured.sentence, alone.sentence]).toEqual([null, ''])
})

test('rows are chosen by split and counted by data set, both in their order', () => {
  const made = ['b val', 'a train', 'b train', 'a test'].map((row) => {
    const [dataset, split] = row.split(' ')
    return { dataset, split }
  })
  expect(inSplit(made, 'train', 'val').map((r) => r.dataset)).toEqual(['b', 'a', 'b'])
  expect(inSplit(made)).toEqual([])
  expect(Object.entries(countByDataset(made))).toEqual([
    ['b', 2],
    ['a', 2],
  ])
})
