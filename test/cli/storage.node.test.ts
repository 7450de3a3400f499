import { spawnSync } from 'node:child_process'
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { memeveil } from '../fixtures/command.ts'

vi.setConfig({ testTimeout: 300_000 })

const folder = mkdtempSync(join(tmpdir(), 'memeveil-storage-'))
const disk = join(folder, 'disk')
const filler = join(disk, 'filler')
const file = (name: string) => join(folder, name)
const there = { cwd: folder }

/** Root alone may mount, and is stopped by no mode of a file. */
const mount = (...args: string[]) => spawnSync('mount', args).status === 0
mkdirSync(disk)
const mounts = mount('-t', 'tmpfs', '-o', 'size=2m', 'tmpfs', disk)
const WHY = 'nobody but root can mount the small disk that it needs'
beforeEach(({ skip }) => skip(!mounts, WHY))
afterEach(() => {
  mount('-o', 'remount,rw', disk)
  for (const name of mounts ? readdirSync(disk) : []) rmSync(join(disk, name), { recursive: true })
})
afterAll(() => {
  if (mounts) spawnSync('umount', [disk])
  rmSync(folder, { recursive: true })
})

/** Leaves so many bytes on the disk. */
function fill(leaving: number): void {
  try {
    for (;;) appendFileSync(filler, new Uint8Array(4096))
  } catch {
    truncateSync(filler, statSync(filler).size - leaving)
  }
}

const CELL = 'x'.repeat(4000)
const QUICK = 'optimizer=adamw,learningRate=0.02,epochs=20,start=zero,calibrate=true'
const CACHE = ['--cache', 'cache']
const TABLE = ['--csv', 'table.csv']

beforeAll(() => {
  const rows = Array.from({ length: 24 }, (_, i) =>
    [
      `${i % 2 ? 'women are worthless' : 'women came to the party'} ${i}`,
      i % 2 ? 'offensive' : 'non-offensive',
      ['train', 'val', 'test'][Math.floor(i / 2) % 3],
      CELL,
    ].join(),
  )
  writeFileSync(file('table.csv'), ['sentence,label,split,note', ...rows].join('\n'))
  // what "experiment" looks for before anything else
  const multioff = ['Training', 'Validation', 'Testing'].map((split) => `multioff/${split}_meme_dataset.csv`)
  for (const path of ['memes/data.csv', ...multioff]) {
    mkdirSync(dirname(file(path)), { recursive: true })
    writeFileSync(file(path), 'image_name,sentence,label\n')
  }
})

const COMMANDS: [string, (out: string) => string[], (out: string) => string[]][] = [
  ['predict', (out) => ['predict', ...TABLE, '--out', `${out}.csv`], (out) => [`${out}.csv`]],
  [
    'train',
    (out) => ['train', ...TABLE, '--config', QUICK, '--out', out, ...CACHE],
    (out) => ['head.json', 'test.md', 'losses.svg'].map((name) => join(out, name)),
  ],
  [
    'train that keeps embeddings there',
    (out) => ['train', ...TABLE, '--config', QUICK, '--out', out, '--cache', 'disk/cache'],
    (out) => [join(out, 'head.json')],
  ],
  [
    'evaluate',
    (out) => ['evaluate', ...TABLE, '--out', out, ...CACHE],
    (out) => ['roc.svg', 'precision-recall.svg', 'reliability.svg'].map((name) => join(out, name)),
  ],
]

test.each(COMMANDS)(
  '%s on a disk that is full names the file, leaves no half of it, and goes on',
  async (_, args, files) => {
    expect((await memeveil(args('whole'), there)).status).toBe(0)
    rmSync(join(disk, 'cache'), { recursive: true, force: true })
    fill(12_288)
    const full = await memeveil(args('disk/out'), there)
    expect(full).toMatchObject({
      status: 1,
      err: expect.stringMatching(/memeveil: disk\/\S+ can't be written: the disk is full: make room, and the same/),
    })
    expect(full.err).not.toContain('    at ')
    const found = readdirSync(disk, { recursive: true }).map((name) => join('disk', String(name)))
    expect(found.filter((name) => name.endsWith('.new'))).toEqual([])
    const whole = files('whole')
    for (const [i, path] of files('disk/out').entries())
      if (existsSync(file(path))) expect(readFileSync(file(path))).toEqual(readFileSync(file(whole[i])))
    expect(files('disk/out').every((path) => existsSync(file(path)))).toBe(false)
    rmSync(filler)
    expect((await memeveil(args('disk/out'), there)).status).toBe(0)
    for (const [i, path] of files('disk/out').entries())
      expect(readFileSync(file(path)).equals(readFileSync(file(whole[i])))).toBe(true)
  },
)

test.each([
  ...COMMANDS.map(([name, args]): [string, string[]] => [name, args('disk/out')]),
  ['experiment', ['experiment', '--data', '.', '--out', 'disk/out', ...CACHE]],
])('%s on a disk that is read-only says so', async (_, args) => {
  mount('-o', 'remount,ro', disk)
  expect(await memeveil(args, there)).toMatchObject({
    status: 1,
    err: expect.stringMatching(
      /^memeveil: disk\/\S+ can't be written: the disk is read-only: choose another folder\n$/,
    ),
  })
})
