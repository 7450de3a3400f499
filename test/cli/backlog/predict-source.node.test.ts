import { spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  copyFileSync,
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { asyncBufferFromFile, parquetReadObjects } from 'hyparquet'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { draw } from '../../../demo/draw.ts'
import type { Row } from '../../../src/backlog/results/row.ts'

const folder = mkdtempSync(join(tmpdir(), 'memeveil-source-'))
const file = (...names: string[]) => join(folder, ...names)

async function memeveil(...args: string[]) {
  const child = spawn(process.execPath, ['bin/memeveil', ...args], { stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said += chunk))
  const [status] = await once(child, 'close')
  return { status, said }
}
const predict = (source: string, out: string, ...args: string[]) =>
  memeveil('predict', file(source), '--out', file(out), '--jobs', '1', ...args)
const rows = (out: string): Row[] =>
  readFileSync(file(out), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
const summary = (counts: string) => expect.stringContaining(`memeveil: ${counts}`)

beforeAll(async () => {
  mkdirSync(file('pictures', 'more'), { recursive: true })
  const cat = await draw({ id: 'a', label: 'non-offensive', scene: 'cat', top: 'My cat knocked', bottom: 'the vase' })
  writeFileSync(file('pictures', 'a.jpg'), cat)
  copyFileSync(file('pictures', 'a.jpg'), file('pictures', 'more', 'same.jpg'))
  writeFileSync(file('pictures', 'saved-anew.jpg'), await sharp(cat).jpeg({ quality: 75 }).toBuffer())
  const other = await draw({ id: 'b', label: 'offensive', scene: 'cat', top: 'women are', bottom: 'worthless' })
  writeFileSync(file('pictures', 'other-words.jpg'), other)
  writeFileSync(file('pictures', 'torn.jpg'), cat.subarray(0, 300))
  writeFileSync(file('table.csv'), 'image_name,sentence\na.jpg,\na.jpg,women are worthless\n,women are worthless\n')
})
afterAll(() => rmSync(folder, { recursive: true }))

test('a folder is judged once a picture, near copies with it, other words by themselves', async () => {
  const { status, said } = await predict('pictures', 'all.jsonl', '--store', file('kept'))
  expect(said).toEqual(summary('5 pictures: 4 judged, 1 of them flagged; 1 not judged: 1 with a damaged or unknown'))
  expect(status).toBe(2)
  const [a, same, other, anew, torn] = ['a.jpg', 'more/same.jpg', 'other-words.jpg', 'saved-anew.jpg', 'torn.jpg'].map(
    (name) => rows('all.jsonl').find((row) => row.name === name) as Row,
  )
  expect(same).toEqual({ ...a, name: 'more/same.jpg' })
  expect([a, anew].map(({ near_copy }) => near_copy).sort()).toEqual([false, true])
  expect(anew.hash).toBe(a.hash)
  expect([a.prediction, other.prediction]).toEqual(['Non-offensive', 'Offensive'])
  expect(torn).toMatchObject({ prediction: null, error: expect.stringMatching(/not a readable picture/) })
})

test('another level decides anew, and nothing is judged again', async () => {
  const { probability } = rows('all.jsonl').find((row) => row.name === 'a.jpg') as Row
  await predict('pictures', 'low.jsonl', '--store', file('kept'), '--threshold', String(probability))
  expect(rows('low.jsonl').find((row) => row.name === 'a.jpg')).toMatchObject({ prediction: 'Offensive', probability })
})

test('without copies each is judged by itself', async () => {
  const { said } = await predict('pictures', 'each.jsonl', '--no-copies')
  expect(said).toEqual(summary('5 pictures: 4 judged, 1 of them flagged'))
  expect(rows('each.jsonl').filter(({ near_copy }) => near_copy)).toEqual([])
  expect(existsSync(file('each.jsonl.part'))).toBe(false)
})

test('another head judges what is kept, as it judges the pictures themselves', async () => {
  const head = JSON.parse(readFileSync('public/models/memeveil-mini/head.json', 'utf8'))
  writeFileSync(file('head.json'), JSON.stringify({ ...head, bias: head.bias + 1 }))
  const other = ['--head', file('head.json')]
  const { said } = await memeveil('rejudge', '--store', file('kept'), ...other)
  expect(said).toMatch(/2 scored by head [0-9a-f]{12} in/)
  const written = await memeveil(
    'results',
    file('pictures'),
    '--store',
    file('kept'),
    '--out',
    file('kept.jsonl'),
    ...other,
  )
  expect(written.said).toMatch(/kept\.jsonl, run 2 of \S+: 5 pictures: 4 judged, .*; 1 not judged: 1 with a damaged/)
  expect(written.status).toBe(2)
  await predict('pictures', 'fresh.jsonl', ...other)
  const [kept, fresh] = ['kept.jsonl', 'fresh.jsonl'].map((out) => rows(out).map(({ probability }) => probability ?? 0))
  expect(kept).toHaveLength(5)
  // what is kept of an embedding is a byte a value
  for (const [i, probability] of kept.entries()) expect(probability).toBeCloseTo(fresh[i], 2)
  const first = rows('all.jsonl').find((row) => row.name === 'a.jpg') as Row
  expect(rows('kept.jsonl').find((row) => row.name === 'a.jpg')?.probability).toBeGreaterThan(first.probability ?? 1)
})

test('a table’s pictures, texts, and both are inputs of their own, in Parquet as in CSV', async () => {
  const images = ['--images', file('pictures')]
  expect((await predict('table.csv', 'table.parquet', ...images)).said).toEqual(summary('3 pictures: 3 judged'))
  const read = (await parquetReadObjects({
    file: await asyncBufferFromFile(file('table.parquet')),
  })) as unknown as Row[]
  expect(read.map(({ name }) => name)).toEqual(['a.jpg', 'a.jpg #3', 'line 4'])
  expect(new Set(read.map(({ hash }) => hash)).size).toBe(3)
  expect(read.map(({ prediction }) => prediction)).toEqual(['Non-offensive', 'Offensive', 'Offensive'])
  expect((await predict('table.parquet', 'again.csv')).said).toMatch(/has neither|no column/)
})

test('standard input is a source, too', async () => {
  const args = ['bin/memeveil', 'predict', '-', '--jobs', '1', '--store', file('kept'), '--out', file('typed.jsonl')]
  const child = spawn(process.execPath, args, { stdio: ['pipe', 'ignore', 'inherit'] })
  child.stdin.end(`# two pictures\n${file('pictures', 'a.jpg')}\n${file('pictures', 'other-words.jpg')}\n`)
  expect((await once(child, 'close'))[0]).toBe(0)
  expect(rows('typed.jsonl').map(({ prediction }) => prediction)).toEqual(['Non-offensive', 'Offensive'])
})

test('what was interrupted over other pictures leaves none of theirs in the results', async () => {
  const args = ['bin/memeveil', 'predict', '-', '--jobs', '1', '--store', file('kept'), '--out', file('other.jsonl')]
  const typed = (lines: string[]) => {
    const child = spawn(process.execPath, args, { stdio: ['pipe', 'ignore', 'inherit'] })
    child.stdin.end(lines.join('\n'))
    return child
  }
  const site = createServer(({ url }, answer) => {
    if (url === '/robots.txt') answer.writeHead(404).end()
    // one of the batches before is entered by now
    else first.kill('SIGINT')
  }).listen(0, '127.0.0.1')
  await once(site, 'listening')
  const { port } = site.address() as AddressInfo
  const first = typed([...Array(64).fill(file('pictures', 'a.jpg')), `http://127.0.0.1:${port}/b.jpg`])
  // by a status of its own, and not by the signal
  expect(await once(first, 'close')).toEqual([130, null])
  site.close()
  site.closeAllConnections()
  expect((await once(typed([file('pictures', 'other-words.jpg')]), 'close'))[0]).toBe(0)
  expect(rows('other.jsonl').map(({ name }) => name)).toEqual([file('pictures', 'other-words.jpg')])
})

test('a store that is not there is told, and not made', async () => {
  for (const command of [['rejudge'], ['results', 'x', '--out', file('x.csv')]]) {
    const { said, status } = await memeveil(...command, '--store', file('mistyped'))
    expect([said, status]).toEqual([expect.stringMatching(/there is no store .*mistyped/), 1])
  }
  expect(existsSync(file('mistyped'))).toBe(false)
})

test('a table is not written over by its own results', async () => {
  const before = readFileSync(file('table.csv'), 'utf8')
  linkSync(file('table.csv'), file('linked.csv'))
  for (const out of ['table.csv', 'linked.csv']) {
    const { status, said } = await predict('table.csv', out, '--images', file('pictures'))
    expect([said, status]).toEqual([expect.stringMatching(/is the table itself: choose another name/), 1])
  }
  expect(readFileSync(file('table.csv'), 'utf8')).toBe(before)
})

test.each([
  ['nowhere', 'out.csv', [], /nowhere isn't there: give a folder, a table/],
  ['pictures', 'out.xlsx', [], /out\.xlsx: a name that ends in \.csv, \.jsonl, \.parquet is wanted/],
  ['pictures', 'no/folder/out.csv', [], /can't be written: its folder is gone/],
  ['pictures', 'out.csv', ['--root', 'no/folder'], /there is no folder no\/folder to read pictures from/],
  ['pictures', 'out.csv', ['--explain'], /--explain, .* are not for a source/],
  ['pictures', 'out.csv', ['--head', 'package.json'], /package\.json: field "format"/],
])('%s to %s %j is refused before anything is judged', async (source, out, args, message) => {
  const { status, said } = await predict(source, out, ...args)
  expect(said).toMatch(message)
  expect(status).toBe(1)
  expect(existsSync(file(out))).toBe(false)
})
