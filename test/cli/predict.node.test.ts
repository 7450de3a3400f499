import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Papa from 'papaparse'
import { beforeAll, expect, test, vi } from 'vitest'
import { draw } from '../../demo/draw.ts'
import { READING_VERSION } from '../../src/core/reading/reading.ts'
import { memeveil as run } from '../fixtures/command.ts'
import { levelsOf } from '../fixtures/head.ts'

const folder = mkdtempSync(join(tmpdir(), 'memeveil-cli-'))
const file = (name: string) => join(folder, name)

const memeveil = (...args: string[]) => run(args)

beforeAll(async () => {
  writeFileSync(
    file('offensive.jpg'),
    await draw({ id: 'a', label: 'offensive', scene: 'road', top: 'Women are too stupid', bottom: 'to drive a car' }),
  )
  writeFileSync(
    file('harmless.jpg'),
    await draw({
      id: 'b',
      label: 'non-offensive',
      scene: 'cat',
      top: 'My cat knocked the vase',
      bottom: 'off the table again',
    }),
  )
  writeFileSync(file('broken.jpg'), 'this is no picture')
})

test('pictures come out as JSON rows; one that is no picture gets its own error row and exit status 2', async () => {
  const { status, out } = await memeveil(
    'predict',
    file('offensive.jpg'),
    file('broken.jpg'),
    file('harmless.jpg'),
    '--json',
  )
  const rows = out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
  expect(status).toBe(2)
  expect(rows.map((r) => r.file)).toEqual([file('offensive.jpg'), file('broken.jpg'), file('harmless.jpg')])
  expect(rows[0]).toMatchObject({ prediction: 'Offensive', model: { id: 'memeveil-mini' } })
  expect(rows[0].text.toLowerCase()).toContain('women are too stupid')
  expect(Object.keys(rows[0].ms)).toEqual(['decode', 'ocr', 'vision', 'text', 'head', 'ratings'])
  expect(rows[0].ocrConfidence).toBeGreaterThan(0.7)
  expect(rows[1].error).toContain('not a readable picture')
  expect(rows[2].prediction).toBe('Non-offensive')
})

test.each(['1', '2'])('who stops reading its output, as head does, ends it quietly with --jobs %s', async (jobs) => {
  const pictures = Array<string>(8).fill(file('harmless.jpg'))
  const child = spawn(process.execPath, ['bin/memeveil', 'predict', ...pictures, '--jobs', jobs])
  let err = ''
  child.stderr.on('data', (chunk) => (err += chunk))
  child.stdout.once('data', () => child.stdout.destroy())
  expect(await once(child, 'close')).toEqual([0, null])
  expect(err).toBe('')
})

test('a given text is taken instead of reading', async () => {
  const { status, out } = await memeveil(
    'predict',
    file('harmless.jpg'),
    '--text',
    'women are worthless animals',
    '--json',
  )
  const row = JSON.parse(out)
  expect(status).toBe(0)
  expect(row).toMatchObject({ text: 'women are worthless animals', ocrConfidence: null, prediction: 'Offensive' })
})

test('a text in another language is an error row, never a verdict', async () => {
  const { status, out } = await memeveil(
    'predict',
    file('harmless.jpg'),
    '--text',
    'todos los inmigrantes son unos criminales',
    '--json',
  )
  expect(status).toBe(2)
  expect(JSON.parse(out)).toEqual({
    file: file('harmless.jpg'),
    error: 'it has text in Spanish, and only English is judged',
  })
})

test('a head that was trained on an older reading judges, and is told as such', async () => {
  const head = JSON.parse(readFileSync('public/models/memeveil-mini/head.json', 'utf8'))
  writeFileSync(file('old.json'), JSON.stringify({ ...head, reading: 1 }))
  writeFileSync(file('new.json'), JSON.stringify({ ...head, reading: READING_VERSION }))
  const judge = (...args: string[]) => memeveil('predict', file('harmless.jpg'), '--text', 'a cup of tea', ...args)
  const { status, err } = await judge('--head', file('old.json'))
  expect(status).toBe(0)
  expect(err).toMatch(/^memeveil: .*old\.json: it was trained on a reading of pictures of version 1, /)
  expect((await judge('--head', file('new.json'))).err).toBe('')
  expect((await judge()).err).toBe('')
})

test('another level flags more or less, and a head without levels is told where one is asked for', async () => {
  const head = JSON.parse(readFileSync('public/models/memeveil-mini/head.json', 'utf8'))
  const thresholds = { gentle: 1, balanced: 0.5, strict: 0 }
  const levels = levelsOf({ both: thresholds, picture: thresholds, text: thresholds })
  writeFileSync(file('levelled.json'), JSON.stringify({ ...head, levels, reading: READING_VERSION }))
  writeFileSync(file('bare.json'), JSON.stringify({ ...head, levels: undefined, reading: READING_VERSION }))
  const judge = (name: string, ...args: string[]) =>
    memeveil('predict', file('harmless.jpg'), '--text', 'a cup of tea', '--head', file(name), ...args)
  expect(await judge('levelled.json', '--level', 'strict')).toMatchObject({
    out: expect.stringContaining(': Offensive ('),
    err: '',
  })
  expect((await judge('levelled.json', '--level', 'gentle')).out).toContain(': Non-offensive (')
  const json = JSON.parse((await judge('levelled.json', '--json')).out)
  expect(json).toMatchObject({ prediction: 'Non-offensive', kind: 'both', thresholds })
  expect((await judge('bare.json', '--level', 'strict')).err).toMatch(/bare\.json: it has no levels, so gentle, /)
  expect((await judge('bare.json')).err).toBe('')
})

test('a picture without words is told as weak', async () => {
  const { out } = await memeveil('predict', file('harmless.jpg'), '--text', ' ')
  expect(out).toMatch(/%\) weak: there were no words to judge by/)
})

const table = `id,image_name,sentence,note
1,harmless.jpg,,"read, please"
2,,all women are disgusting,text alone
3,,,neither
4,nowhere.jpg,,gone
5,harmless.jpg,a nice cup of tea,both
`

test('a table keeps its columns and gains four; rows that fail say why', async () => {
  writeFileSync(file('table.csv'), table)
  const { status, err } = await memeveil(
    'predict',
    '--csv',
    file('table.csv'),
    '--images',
    folder,
    '--out',
    file('scored.csv'),
  )
  const { data, meta } = Papa.parse<Record<string, string>>(readFileSync(file('scored.csv'), 'utf8'), {
    header: true,
    skipEmptyLines: true,
  })
  expect(status).toBe(2)
  expect(err).toBe(
    'memeveil: 5 rows: 3 judged, 1 of them flagged; 2 not judged: 1 with nothing to judge, ' +
      '1 without the picture that is named\n',
  )
  expect(meta.fields).toEqual(['id', 'image_name', 'sentence', 'note', 'prediction', 'probability', 'text', 'error'])
  expect(data.map((r) => [r.id, r.prediction])).toEqual([
    ['1', 'Non-offensive'],
    ['2', 'Offensive'],
    ['3', ''],
    ['4', ''],
    ['5', 'Non-offensive'],
  ])
  expect(data[0].note).toBe('read, please')
  expect(data[0].text.toLowerCase()).toContain('my cat knocked')
  expect(data[2].error).toContain('neither image_name nor sentence')
  expect(data[3].error).toBe(`the picture is not in ${folder}`)
})

test('a table that Ctrl+C stopped goes on where it stopped, by the same settings alone', async () => {
  const rows = Array.from({ length: 2000 }, (_, i) => `a nice cup of tea, the ${i}th of many`)
  writeFileSync(file('long.csv'), ['sentence', ...rows.map((row) => `"${row}"`)].join('\n'))
  const args = ['predict', '--csv', file('long.csv'), '--out', file('again.csv')]
  const child = spawn(process.execPath, ['bin/memeveil', ...args, '--threshold', '.5'])
  let err = ''
  child.stderr.on('data', (chunk) => {
    err += chunk
  })
  const part = file('again.csv.part')
  await vi.waitFor(() => expect(readFileSync(part, 'utf8').split('\n').length).toBeGreaterThan(3), 60_000)
  child.kill('SIGINT')
  const [status] = await once(child, 'exit')
  expect([status, err]).toEqual([130, expect.stringMatching(/stopped; the same command goes on/)])

  const other = await memeveil(...args, '--threshold', '.9')
  expect([other.status, other.err]).toEqual([1, expect.stringMatching(/another --threshold \(0\.5 then, 0\.9 now\)/)])
  writeFileSync(part, readFileSync(part, 'utf8').replace('Non-offensive', 'KEPT'))
  expect(await memeveil(...args, '--threshold', '.5')).toMatchObject({ status: 0 })
  const lines = readFileSync(file('again.csv'), 'utf8').trim().split('\n')
  expect(lines).toHaveLength(1 + rows.length)
  expect(lines[1]).toContain('KEPT')
  expect(existsSync(`${part}.json`)).toBe(false)
})

test('what another table left is not mixed in', async () => {
  writeFileSync(file('other.csv.part'), 'id,prediction,probability,text,error\n9,z,,,\n')
  const { status, err } = await memeveil('predict', '--csv', file('table.csv'), '--out', file('other.csv'))
  expect(status).toBe(1)
  expect(err).toContain('left by a run over another table')
})

test("a table's own columns stay, whatever they are called, and reasons are told where asked for", async () => {
  writeFileSync(file('named.csv'), 'Img;text;prediction\nharmless.jpg;women are worthless animals;mine\n')
  const where = ['--csv', file('named.csv'), '--images', folder, '--out', file('named-scored.csv')]
  const unnamed = await memeveil('predict', ...where)
  expect([unnamed.status, unnamed.err]).toEqual([1, expect.stringMatching(/only "img", "text", .* --text-column/)])
  const { status, err } = await memeveil(
    ...['predict', ...where, '--image-column', 'IMG', '--text-column', 'text', '--explain'],
  )
  expect(status).toBe(0)
  expect(err).toMatch(/the new ones are memeveil_prediction, .*memeveil_text/)
  const { data } = Papa.parse<Record<string, string>>(readFileSync(file('named-scored.csv'), 'utf8'), { header: true })
  expect(data[0]).toMatchObject({
    img: 'harmless.jpg',
    text: 'women are worthless animals',
    prediction: 'mine',
    memeveil_prediction: 'Offensive',
    memeveil_text: 'women are worthless animals',
    memeveil_why: expect.stringMatching(/^Without its words it has \d+%, .*What single words change/),
  })
})

test('a picture is explained below its line, and in JSON in the same sentences', async () => {
  const args = ['predict', file('harmless.jpg'), '--text', 'women are worthless animals', '--explain']
  const lines = (await memeveil(...args)).out.trim().split('\n')
  const { explanation } = JSON.parse((await memeveil(...args, '--json')).out)
  expect(explanation.decision).toMatch(/^Offensive: \d+%\. The level “Balanced” flags from \d+% on\.$/)
  expect(explanation.reasons.length).toBeGreaterThan(1)
  expect(lines.slice(1).map((line) => line.trim())).toEqual([explanation.decision, ...explanation.reasons])
})

test.each([
  [['predict'], /give a picture/],
  [['predict', '--csv', 'x.csv'], /--csv needs --out/],
  [['clean-text', '--steps', 'x', '--', 'a'], /^memeveil: --steps x: there are/],
  [['predict', '--csv', 'package.json', '--out', 'x.csv'], /package\.json is JSON and no table/],
  [['predict', 'x.jpg', '--threshold', '7'], /A number from 0 to 1/],
  [['predict', 'x.jpg', '--threshold', '0.7', '--level', 'strict'], /cannot be used with/],
])('%j says what is wrong', async (args, message) => {
  const { status, err } = await memeveil(...args)
  expect(status).toBe(1)
  expect(err).toMatch(message)
})
