import { existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import {
  countFormulas,
  openScoredTable,
  refuseOut,
  type Scores,
  scoredColumns,
  scoresLeft,
} from '../../src/cli/scored-table.ts'

const HEADER = 'id,sentence,prediction,probability,text,error'
const records: Record<string, string>[] = [{ id: '1', sentence: 'a' }, { id: '2', sentence: 'b, "c"\nd' }, { id: '3' }]
const columns = scoredColumns(['id', 'sentence'], false)
const first = '1,a,Offensive,0.900000,a,'
const second = '2,"b, ""c""\nd",Offensive,0.800000,b,'

describe('columns that scoring adds', () => {
  test.each<[string, boolean, string[], string[]]>([
    ['id,sentence', false, ['id', 'sentence'], ['prediction', 'probability', 'text', 'error']],
    ['id', true, ['id'], ['prediction', 'probability', 'text', 'error', 'why']],
    ['id,prediction,probability,text,error', false, ['id'], ['prediction', 'probability', 'text', 'error']],
    ['id,prediction,probability,text,error,why', false, ['id'], ['prediction', 'probability', 'text', 'error']],
  ])('%s, explained: %s', (own, explained, kept, added) => {
    expect(scoredColumns(own.split(','), explained)).toMatchObject({ own: kept, added })
  })

  test("a table's own column of such a name stays as it is, and an older run's beside it are left out", () => {
    const added = ['memeveil_prediction', 'memeveil_probability', 'memeveil_text', 'memeveil_error']
    expect(scoredColumns(['id', 'text'], false)).toMatchObject({ own: ['id', 'text'], added })
    expect(scoredColumns(['id', 'text', ...added], false)).toMatchObject({ own: ['id', 'text'], added })
    expect(scoredColumns(['prediction', 'id'], false)).toMatchObject({ own: ['prediction', 'id'], added })
  })
})

describe('what an interrupted run left', () => {
  test.each<[string, string, string[] | null]>([
    ['a header alone is no row', `${HEADER}\n`, []],
    ['a full line is a row', `${HEADER}\n${first}\n`, ['a']],
    ['a last line without its end is dropped', `${HEADER}\n${first}\n2,"b, `, ['a']],
    ['a quoted line break ends no row', `${HEADER}\n${first}\n${second}\n`, ['a', 'b']],
    ['a missing field is an empty one', `${HEADER}\n${first}\n${second}\n3,,,,,no\n`, ['a', 'b', '']],
    ['a cut header is another table', 'id,sent', null],
    ['other columns are another table', `id,note,prediction,probability,text,error\n${first}\n`, null],
    ['another first row is another table', `${HEADER}\n${second}\n`, null],
    ['more rows than the table has are another table', `${HEADER}\n${first}\n${second}\n3,,,,,\n4,,,,,\n`, null],
  ])('%s', (_, left, texts) => {
    expect(scoresLeft(left, columns, records)?.map((row) => row.text) ?? null).toEqual(texts)
  })

  test.each(['__proto__', 'constructor'])('is known by a column "%s" too', (name) => {
    const odd = scoredColumns([name, 'sentence'], false)
    const row = Object.assign(Object.create(null), { [name]: 'x', sentence: 'a' })
    const left = `${name},${HEADER.slice(3)}\nx,a,Offensive,0.9,a,\n`
    expect(scoresLeft(left, odd, [row])).toHaveLength(1)
    expect(scoresLeft(left.replace('x,a', 'y,a'), odd, [row])).toBeNull()
  })
})

describe('a scored table', () => {
  let path: string
  beforeEach(() => {
    path = join(mkdtempSync(join(tmpdir(), 'memeveil-scored-')), 'out.csv')
  })
  const settings = { '--level': 'strict', '--threshold': 'none' }
  const open = (now: Record<string, string> = settings) => openScoredTable(path, columns, records, now)
  const scores: Scores = { prediction: 'Offensive', probability: '0.9', text: 'x', error: '' }
  const leave = (left: string, then: object | null = settings) => {
    writeFileSync(`${path}.part`, left)
    if (then) writeFileSync(`${path}.part.json`, JSON.stringify(then))
  }

  test('grows row by row beside its path, and stands there alone when it is finished', () => {
    const table = open()
    expect(table.done).toEqual([])
    table.add(records[1], scores)
    expect(existsSync(path)).toBe(false)
    expect(readFileSync(`${path}.part`, 'utf8')).toBe(`${HEADER}\n2,"b, ""c""\nd",Offensive,0.9,x,\n`)
    table.finish()
    expect(readFileSync(path, 'utf8')).toBe(`${HEADER}\n2,"b, ""c""\nd",Offensive,0.9,x,\n`)
    expect([`${path}.part`, `${path}.part.json`].map(existsSync)).toEqual([false, false])
  })

  test('goes on behind the rows that were left, a line that was cut short written over', () => {
    leave(`${HEADER}\n${first}\n2,"b`)
    const table = open()
    expect(table.done.map((row) => [row.text, row.probability])).toEqual([['a', '0.900000']])
    table.add(records[1], scores)
    table.finish()
    expect(readFileSync(path, 'utf8')).toBe(`${HEADER}\n${first}\n2,"b, ""c""\nd",Offensive,0.9,x,\n`)
  })

  test.each<[string, string, object | null, Record<string, string>, RegExp]>([
    ['another table', `${HEADER}\n9,z,,,,\n`, settings, settings, /left by a run over another table: delete it/],
    [
      'another threshold',
      `${HEADER}\n${first}\n`,
      { ...settings, '--threshold': '0.5' },
      { ...settings, '--threshold': '0.9' },
      /left by a run with another --threshold \(0\.5 then, 0\.9 now\): delete it/,
    ],
    [
      'two other settings',
      `${HEADER}\n`,
      settings,
      { '--level': 'gentle', '--threshold': '1' },
      /another --level \(strict then, gentle now\) and another --threshold/,
    ],
    ['settings that nobody knows', `${HEADER}\n`, null, settings, /whose settings are not known/],
    ['settings that are damaged', `${HEADER}\n`, { '--level': 1 }, settings, /whose settings are not known/],
  ])('refuses what %s left, and leaves it as it is', (_, left, then, now, message) => {
    leave(left, then)
    expect(() => open(now)).toThrow(expect.objectContaining({ kind: 'usage', message: expect.stringMatching(message) }))
    expect(readFileSync(`${path}.part`, 'utf8')).toBe(left)
  })

  test.each([
    ['=HYPERLINK("http://127.0.0.1","x")', '"\'=HYPERLINK(""http://127.0.0.1"",""x"")"'],
    ['@SUM(1+1)', "'@SUM(1+1)"],
    ['+cmd|calc', "'+cmd|calc"],
    ['-2+3', "'-2+3"],
    ['＝1+1', "'＝1+1"],
    ['-12', '-12'],
    ['1=1', '1=1'],
  ])('keeps the words %j of a picture from being run', (text, cell) => {
    const table = open()
    table.add(records[0], { ...scores, text })
    table.finish()
    expect(readFileSync(path, 'utf8').split('\n')[1]).toBe(`1,a,Offensive,0.9,${cell},`)
  })
})

test("a table's own formulas are counted", () => {
  const rows: Record<string, string>[] = [
    { a: '=1', b: '-5', c: '=never' },
    { a: '@x', b: '- a list' },
  ]
  expect(countFormulas(rows, ['a', 'b'])).toBe(3)
})

describe('where a scored table may not go', () => {
  const folder = mkdtempSync(join(tmpdir(), 'memeveil-out-'))
  const table = join(folder, 'table.csv')
  writeFileSync(table, '')
  mkdirSync(join(folder, 'folder'))
  writeFileSync(join(folder, 'old.csv'), 'an older result')

  test.each([
    ['folder', /is there, and no file/],
    ['/dev/null', /is there, and no file/],
    ['nowhere/out.csv', /there is no folder .*nowhere/],
    ['./folder/../table.csv', /is the table itself/],
  ])('%s', (out, message) => expect(() => refuseOut(resolve(folder, out), table)).toThrow(message))

  test.each(['old.csv', 'new.csv'])('but %s', (out) => expect(refuseOut(join(folder, out), table)).toBeUndefined())
})
