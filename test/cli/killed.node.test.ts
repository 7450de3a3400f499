import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, expect, test, vi } from 'vitest'
import { draw } from '../../demo/draw.ts'
import { MOMENTS, moments } from '../fixtures/moments.ts'

vi.setConfig({ testTimeout: 60_000 + 10_000 * MOMENTS })

const folder = mkdtempSync(join(tmpdir(), 'memeveil-killed-'))
const file = (name: string) => join(folder, name)
const PICTURES = 4

/** Runs a command; after `ms`, if it is still there, it and all that it started end at once. */
async function memeveil(args: string[], ms?: number): Promise<number | null> {
  const child = spawn(process.execPath, [join(process.cwd(), 'bin/memeveil'), ...args], { cwd: folder, detached: true })
  const timer = ms === undefined ? undefined : setTimeout(() => process.kill(-(child.pid as number), 'SIGKILL'), ms)
  const [status] = await once(child, 'exit')
  clearTimeout(timer)
  return status
}

const table = (name: string, header: string, rows: string[]) => writeFileSync(file(name), [header, ...rows].join('\n'))

beforeAll(async () => {
  for (let i = 0; i < PICTURES; i++) {
    const words = { top: `Cake number ${i}`, bottom: 'is the best one' }
    writeFileSync(file(`${i}.jpg`), await draw({ id: `${i}`, label: 'non-offensive', scene: 'cat', ...words }))
  }
  const rows = Array.from({ length: 24 }, (_, i) => ({
    picture: i < PICTURES ? `${i}.jpg` : '',
    words: i < PICTURES ? '' : `${i % 2 ? 'women are worthless' : 'women came to the party'} ${i}`,
    label: i % 2 ? 'offensive' : 'non-offensive',
    split: ['train', 'val', 'test'][Math.floor(i / 2) % 3],
  }))
  table(
    'table.csv',
    'image_name,sentence,label,split',
    rows.map(({ picture, words, label, split }) => [picture, words, label, split].join()),
  )
})

const QUICK = 'optimizer=adamw,learningRate=0.02,epochs=20,start=zero,calibrate=true'
const DATA = ['--csv', 'table.csv', '--images', '.']

test.each([
  ['predict', (out: string) => ['predict', ...DATA, '--out', `${out}.csv`], (out: string) => [`${out}.csv`]],
  [
    'predict --jobs 2',
    (out: string) => ['predict', ...DATA, '--jobs', '2', '--out', `${out}.csv`],
    (out: string) => [`${out}.csv`],
  ],
  [
    'train',
    (out: string) => ['train', ...DATA, '--config', QUICK, '--out', out, '--cache', `${out}-cache`],
    (out: string) => [`${out}/head.json`, `${out}/test.md`, `${out}/losses.svg`],
  ],
  [
    'evaluate',
    (out: string) => ['evaluate', ...DATA, '--out', out, '--cache', `${out}-cache`],
    (out: string) => [`${out}/roc.svg`, `${out}/reliability.svg`],
  ],
])('%s, killed again and again, ends with the files of one that was not', async (name, args, files) => {
  const [whole, killed] = [`whole ${name}`, `killed ${name}`].map((out) => out.replace(/\W+/g, '-'))
  const start = Date.now()
  expect(await memeveil(args(whole))).toBe(0)
  let ended = 0
  for (const ms of moments(Date.now() - start)) if ((await memeveil(args(killed), ms)) === 0) ended++
  expect(ended).toBeLessThan(MOMENTS)
  expect(await memeveil(args(killed))).toBe(0)
  for (const [i, path] of files(killed).entries())
    expect(readFileSync(file(path)).equals(readFileSync(file(files(whole)[i])))).toBe(true)
})
