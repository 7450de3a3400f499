import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import { openScoredTable, rowsLeft, scoredColumns } from '../../src/cli/scored-table.ts'

const HEADER = 'id,sentence,prediction,probability,text,error'
const records: Record<string, string>[] = [{ id: '1', sentence: 'a' }, { id: '2', sentence: 'b, "c"\nd' }, { id: '3' }]
const columns = scoredColumns(['id', 'sentence'])
const first = '1,a,Offensive,0.900000,a,'
const second = '2,"b, ""c""\nd",Offensive,0.800000,b,'

test("what an older run has added to a table is not among the table's own columns", () => {
  expect(scoredColumns(['id', 'error', 'prediction', 'note'])).toEqual({
    own: ['id', 'note'],
    all: ['id', 'note', 'prediction', 'probability', 'text', 'error'],
  })
})

describe('what an interrupted run left', () => {
  test.each<[string, string, string[] | null]>([
    ['a header alone is no row', `${HEADER}\n`, []],
    ['a full line is a row', `${HEADER}\n${first}\n`, ['1']],
    ['a last line without its end is dropped', `${HEADER}\n${first}\n2,"b, `, ['1']],
    ['a quoted line break ends no row', `${HEADER}\n${first}\n${second}\n`, ['1', '2']],
    ['a missing field is an empty one', `${HEADER}\n${first}\n${second}\n3,,,,,no\n`, ['1', '2', '3']],
    ['a cut header is another table', 'id,sent', null],
    ['other columns are another table', `id,note,prediction,probability,text,error\n${first}\n`, null],
    ['another first row is another table', `${HEADER}\n${second}\n`, null],
    ['more rows than the table has are another table', `${HEADER}\n${first}\n${second}\n3,,,,,\n4,,,,,\n`, null],
  ])('%s', (_, left, ids) => {
    expect(rowsLeft(left, columns, records)?.map((row) => row.id) ?? null).toEqual(ids)
  })
})

describe('a scored table', () => {
  let path: string
  beforeEach(() => {
    path = join(mkdtempSync(join(tmpdir(), 'memeveil-scored-')), 'out.csv')
  })
  const open = () => openScoredTable(path, ['id', 'sentence'], records)
  const scores = { prediction: 'Offensive', probability: '0.9', text: 'x', error: '' }

  test('grows row by row beside its path, and stands there when it is finished', () => {
    const table = open()
    expect(table.done).toEqual([])
    table.add({ ...records[1], ...scores })
    expect(existsSync(path)).toBe(false)
    expect(readFileSync(`${path}.part`, 'utf8')).toBe(`${HEADER}\n2,"b, ""c""\nd",Offensive,0.9,x,\n`)
    table.finish()
    expect(readFileSync(path, 'utf8')).toBe(`${HEADER}\n2,"b, ""c""\nd",Offensive,0.9,x,\n`)
  })

  test('goes on behind the rows that were left, a line that was cut short written over', () => {
    writeFileSync(`${path}.part`, `${HEADER}\n${first}\n2,"b`)
    const table = open()
    expect(table.done.map((row) => [row.id, row.probability])).toEqual([['1', '0.900000']])
    table.add({ ...records[1], ...scores })
    table.finish()
    expect(readFileSync(path, 'utf8')).toBe(`${HEADER}\n${first}\n2,"b, ""c""\nd",Offensive,0.9,x,\n`)
  })

  test('refuses what another table left, and leaves it as it is', () => {
    writeFileSync(`${path}.part`, `${HEADER}\n9,z,,,,\n`)
    expect(open).toThrow(expect.objectContaining({ kind: 'usage' }))
    expect(readFileSync(`${path}.part`, 'utf8')).toBe(`${HEADER}\n9,z,,,,\n`)
  })
})
