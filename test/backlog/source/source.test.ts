import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { Readable } from 'node:stream'
import { pathToFileURL } from 'node:url'
import { gzipSync } from 'node:zlib'
import { parquetWriteFile } from 'hyparquet-writer'
import { afterAll, afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Item } from '../../../src/backlog/source/item.ts'
import { itemsOf, type SourceOptions } from '../../../src/backlog/source/source.ts'
import { startBucket } from '../../fixtures/local-bucket.ts'

const folder = mkdtempSync(join(tmpdir(), 'memeveil-source-'))
const write = (path: string, content: string | Uint8Array = path) => {
  mkdirSync(dirname(join(folder, path)), { recursive: true })
  writeFileSync(join(folder, path), content)
  return join(folder, path)
}
const at = (path: string) => pathToFileURL(join(folder, path)).href
const COLUMNS = { input: { image: 'image_name', text: 'sentence' } }

async function all(source: string, options: Partial<SourceOptions> = {}): Promise<Item[]> {
  const items: Item[] = []
  for await (const item of itemsOf(source, { ...COLUMNS, ...options })) items.push(item)
  return items
}

describe('of a folder', () => {
  for (const path of [
    'b.jpg',
    'a/z.PNG',
    'a/b/c.webp',
    'a.gif',
    'ä#%.avif',
    'old.bmp',
    'note.txt',
    '.hid.jpg',
    '.git/x.jpg',
  ])
    write(`pics/${path}`)
  write('outside/secret.jpg')
  mkdirSync(join(folder, 'pics/empty'))
  mkdirSync(join(folder, 'pics/folder.jpg'))
  const link = (to: string, from: string) => symlinkSync(to, join(folder, 'pics', from))
  link('.git/x.jpg', 'annexed.jpg')
  link('../outside/secret.jpg', 'out.jpg')
  link('../outside', 'out')
  link('..', 'a/up')
  link('loop.jpg', 'loop.jpg')
  link('nowhere.jpg', 'dangling.jpg')
  link('a', 'folder-too.jpg')

  test('come its pictures in their order, and no hidden ones or links that lead out or in circles', async () => {
    const names = ['a.gif', 'a/b/c.webp', 'a/z.PNG', 'annexed.jpg', 'b.jpg', 'old.bmp', 'ä#%.avif']
    expect(await all(join(folder, 'pics'))).toEqual(names.map((name) => ({ name, location: at(`pics/${name}`) })))
  })

  test('without a picture it is told', async () => {
    await expect(all(join(folder, 'pics/empty'))).rejects.toMatchObject({
      kind: 'usage',
      message: /there is no picture in .*empty$/,
    })
  })

  test('a reader may leave it before its end', async () => {
    for await (const { name } of itemsOf(join(folder, 'pics'), COLUMNS)) {
      expect(name).toBe('a.gif')
      break
    }
  })
})

const ROWS = [
  { image_name: 'b.jpg', sentence: 'a joke', row: 1 },
  { image_name: ' b.jpg ', sentence: '', row: 2 },
  { image_name: 'none.jpg', sentence: '', row: 3 },
  { image_name: 'https://a.org/ä.jpg', sentence: '', row: 4 },
  { image_name: 's3://archive/x y.jpg', sentence: '', row: 5 },
  { image_name: '', sentence: ' alone ', row: 6 },
  { image_name: '', sentence: ' ', row: 7 },
]
const expected = (unit: string, first: number) => [
  { name: 'b.jpg', location: at('pics/b.jpg'), text: 'a joke' },
  { name: `b.jpg #${first + 1}`, location: at('pics/b.jpg') },
  { name: 'none.jpg', location: at('pics/none.jpg') },
  { name: 'https://a.org/ä.jpg', location: 'https://a.org/%C3%A4.jpg' },
  { name: 's3://archive/x y.jpg', location: 's3://archive/x y.jpg' },
  { name: `${unit} ${first + 5}`, text: ' alone ' },
  { name: `${unit} ${first + 6}` },
]
const csv = (separator: string, rows: Record<string, unknown>[] = ROWS) =>
  ['IMAGE_NAME', 'x', 'Sentence'].join(separator) +
  rows.map(({ image_name, sentence }) => `\n${image_name}${separator}1${separator}"${sentence}"`).join('')

const parquet = (name: string, columns: { name: string; data: unknown[]; type?: string }[], options = {}) => {
  const filename = write(name)
  parquetWriteFile({ filename, columnData: columns as never, ...options })
  return filename
}
const columnsOf = (rows: typeof ROWS) => [
  { name: 'Image_Name', data: rows.map((row) => row.image_name), type: 'STRING' },
  { name: 'other', data: rows.map((row) => row.row), type: 'INT32' },
  { name: 'sentence', data: rows.map((row) => (row.sentence === '' ? null : row.sentence)), type: 'STRING' },
]

/** A frame of Zstandard with its content as it is (RFC 8878, 3.1.1): Node 20 can't compress into it. */
function zstd(bytes: Uint8Array): Uint8Array {
  const [size, block] = [Buffer.alloc(4), Buffer.alloc(4)]
  size.writeUInt32LE(bytes.length)
  block.writeUInt32LE((bytes.length << 3) | 1)
  return Buffer.concat([Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0xa0]), size, block.subarray(0, 3), bytes])
}

describe('of a table', () => {
  const images = join(folder, 'pics')
  test.each([
    ['CSV', () => write('t.csv', csv(','))],
    ['TSV', () => write('t.TSV', csv('\t'))],
  ])('in %s come its rows, by their lines', async (_, path) => {
    expect(await all(path(), { images })).toEqual(expected('line', 2))
  })

  test.each([
    ['SNAPPY', {}],
    ['UNCOMPRESSED', { codec: 'UNCOMPRESSED' }],
    ['GZIP', { codec: 'GZIP', compressors: { GZIP: gzipSync } }],
    ['ZSTD', { codec: 'ZSTD', compressors: { ZSTD: zstd } }],
    ['several row groups', { rowGroupSize: 2 }],
  ])('in Parquet (%s) come its rows, by their numbers', async (name, options) => {
    expect(await all(parquet(`${name}.parquet`, columnsOf(ROWS), options), { images })).toEqual(expected('row', 1))
  })

  test('a text alone needs no pictures, and a picture without them is told', async () => {
    const path = write('texts.csv', csv(',', [{ image_name: 'b.jpg', sentence: 'a joke' }]))
    expect(await all(path)).toEqual([{ name: 'b.jpg', text: 'a joke' }])
    await expect(all(write('pictures.csv', csv(',')))).rejects.toMatchObject({
      kind: 'usage',
      message: /pictures.csv, line 3: say by --images in which folder "b.jpg" is$/,
    })
  })

  test('numbers are names too', async () => {
    const path = parquet('numbers.parquet', [{ name: 'sentence', data: [5n, null, 7n], type: 'INT64' }])
    expect(await all(path)).toEqual([{ name: 'row 1', text: '5' }, { name: 'row 2' }, { name: 'row 3', text: '7' }])
  })

  test.each([
    ['no such column', () => write('other.csv', 'a,b\n1,2'), /neither a column "image_name" nor "sentence"/],
    ['none in Parquet', () => parquet('other.parquet', [{ name: 'a', data: ['x'] }]), /neither a column "image_name"/],
    [
      'a wrong address',
      () => write('ftp.csv', 'image_name\nftp://a.org/a.jpg'),
      /ftp.csv, line 2: "ftp:.* none of http/,
    ],
    ['an empty file', () => write('empty.parquet', ''), /empty.parquet can't be read as Parquet/],
    ['no Parquet', () => write('no.parquet', 'x'.repeat(100)), /can't be read as Parquet: .*PAR1/],
    [
      'pictures inside',
      () => parquet('bytes.parquet', [{ name: 'image_name', data: [{ a: 1 }], type: 'JSON' }]),
      /bytes.parquet, row 1, image_name: no text and no number/,
    ],
  ])('%s is told', async (_, path, message) => {
    await expect(all(path())).rejects.toMatchObject({ kind: 'table', message })
  })

  test('a damaged row group is told', async () => {
    const path = parquet('damaged.parquet', columnsOf(ROWS))
    execFileSync('dd', [`of=${path}`, 'if=/dev/urandom', 'bs=1', 'seek=8', 'count=60', 'conv=notrunc', 'status=none'])
    await expect(all(path, { images })).rejects.toMatchObject({ kind: 'table', message: /can't be read as Parquet/ })
  })
})

describe('of a list', () => {
  const lines = [
    '# an archive',
    '',
    'https://a.org/a.jpg',
    ' pics/b.jpg ',
    'pics/b.jpg',
    join(folder, 'x.png'),
    's3://b-1/k #.png',
  ]
  test.each([
    ['UTF-8', 'utf8', '\n'],
    ['Windows', 'utf8', '\r\n'],
    ['UTF-16', 'utf16le', '\r\n'],
  ] as const)('(%s) come its addresses and paths', async (_, encoding, end) => {
    const path = write('list.txt', Buffer.from(`\ufeff${lines.join(end)}`, encoding))
    expect(await all(path, { images: folder })).toEqual([
      { name: 'https://a.org/a.jpg', location: 'https://a.org/a.jpg' },
      { name: 'pics/b.jpg', location: at('pics/b.jpg') },
      { name: 'pics/b.jpg #5', location: at('pics/b.jpg') },
      { name: join(folder, 'x.png'), location: at('x.png') },
      { name: 's3://b-1/k #.png', location: 's3://b-1/k #.png' },
    ])
  })

  test('it may come through standard input, with paths from the working folder on', async () => {
    const input = vi.spyOn(process, 'stdin', 'get').mockReturnValue(Readable.from([Buffer.from('a.jpg')]) as never)
    expect(await all('-')).toEqual([{ name: 'a.jpg', location: pathToFileURL(join(process.cwd(), 'a.jpg')).href }])
    input.mockReturnValue(Readable.from([Buffer.from('a.jpg\nftp://a')]) as never)
    await expect(all('-')).rejects.toMatchObject({ message: /^standard input, line 2: / })
    input.mockRestore()
  })

  test.each([
    ['gopher://a.org/a.jpg', /list.txt, line 2: "gopher:\/\/a.org\/a.jpg" is none of http/],
    ['http://[a/', /line 2: .* no whole address/],
    ['s3://archive', /line 2: .* no whole address/],
    ['a\0b', /line 2: no text/],
    [Buffer.from([0xff, 0x61]), /at line 1 or soon behind it: no UTF-8/],
    ['x'.repeat(70_000), /line 2: too long/],
  ])('a wrong line is told by its number', async (line, message) => {
    const path = write('list.txt', Buffer.concat([Buffer.from('a.jpg\n'), Buffer.from(line as string)]))
    await expect(all(path)).rejects.toMatchObject({ kind: 'table', message })
  })
})

describe('of a bucket', () => {
  const KEYS = [
    'a.jpg',
    'memes/1 ä&<.png',
    'memes/2.gif',
    'memes/3.jpg',
    'memes/deep/4.webp',
    'memes/x.txt',
    'memes/.t/5.png',
  ]
  let bucket: Awaited<ReturnType<typeof startBucket>>
  beforeEach(async () => {
    bucket = await startBucket(Object.fromEntries(KEYS.map((key) => [key, key])), 2)
    for (const [name, value] of Object.entries(bucket.env)) vi.stubEnv(name, value)
  })
  afterEach(async () => {
    vi.unstubAllEnvs()
    await bucket.close()
  })
  afterAll(() => vi.unstubAllEnvs())
  const items = (keys: string[]) => keys.map((name) => ({ name, location: `s3://archive/${name}` }))

  test.each([
    ['s3://archive', ['a.jpg', 'memes/1 ä&<.png', 'memes/2.gif', 'memes/3.jpg', 'memes/deep/4.webp']],
    ['s3://archive/', ['a.jpg', 'memes/1 ä&<.png', 'memes/2.gif', 'memes/3.jpg', 'memes/deep/4.webp']],
    ['s3://archive/memes/', ['memes/1 ä&<.png', 'memes/2.gif', 'memes/3.jpg', 'memes/deep/4.webp']],
    ['s3://archive/memes/1 ä', ['memes/1 ä&<.png']],
  ])('%s come its pictures, page by page', async (source, keys) => {
    expect(await all(source)).toEqual(items(keys))
  })

  test('more than are given at once come too', async () => {
    const keys = Array.from({ length: 2100 }, (_, i) => `${i}.jpg`).sort()
    const large = await startBucket(Object.fromEntries(keys.map((key) => [key, ''])), 1000)
    vi.stubEnv('AWS_ENDPOINT_URL_S3', large.env.AWS_ENDPOINT_URL_S3)
    expect((await all('s3://archive')).map(({ name }) => name)).toEqual(keys)
    expect(large.asked.length).toBe(3)
    await large.close()
  })

  test('a page that fails is asked for again', async () => {
    bucket.failing.times = 1
    expect(await all('s3://archive/a')).toEqual(items(['a.jpg']))
  })

  test.each<[string, string, Record<string, string>, RegExp]>([
    ['no bucket', 's3://', {}, /names no bucket/],
    ['another bucket', 's3://other', {}, /there is no bucket s3:\/\/other/],
    ['no picture', 's3://archive/memes/x', {}, /there is no picture in s3/],
    ['no region', 's3://archive', { AWS_REGION: '' }, /set AWS_REGION$/],
    ['a wrong secret', 's3://archive', { AWS_SECRET_ACCESS_KEY: 'x' }, /SignatureDoesNotMatch/],
  ])('%s is told', async (_, source, env, message) => {
    for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value)
    await expect(all(source)).rejects.toMatchObject({ kind: 'usage', message })
    expect(bucket.asked.length).toBeLessThan(2)
  })
})

test.each([
  ['nosuch.csv', /nosuch.csv isn't there: give a folder, a table .* or s3:\/\/BUCKET\/PREFIX$/],
  ['nosuch', /isn't there/],
  [write('clip.mp4'), /clip.mp4 is nothing that lists pictures: give a folder/],
  ['https://a.org/list', /isn't there: give/],
])('%s is no source, and what can be given is told', async (source, message) => {
  await expect(all(source)).rejects.toMatchObject({ kind: 'usage', message })
})
