import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { draw } from '../../demo/draw.ts'

const folder = mkdtempSync(join(tmpdir(), 'memeveil-jobs-'))
const file = (name: string) => join(folder, name)
const ROWS = 12

/** `memeveil predict` over the table, into `out`. */
function predict(out: string, ...args: string[]) {
  const to = ['--csv', file('table.csv'), '--images', folder, '--out', file(out)]
  const child = spawn(process.execPath, ['bin/memeveil', 'predict', ...to, ...args], { stdio: 'pipe' })
  let err = ''
  child.stderr.on('data', (chunk) => (err += chunk))
  return { child, ended: once(child, 'exit').then(([status]) => ({ status, err })) }
}

const written = (out: string) =>
  existsSync(file(out)) ? readFileSync(file(out), 'utf8').trim().split('\n').length - 1 : 0

/** The processes that judge, once some rows but not all are written. */
async function midway(child: ChildProcess, out: string): Promise<number[]> {
  while (written(`${out}.part`) < 2) await new Promise((resolve) => setTimeout(resolve, 20))
  const { stdout } = spawnSync('pgrep', ['-P', String(child.pid)], { encoding: 'utf8' })
  return stdout.split('\n').flatMap((line) => (line ? Number(line) : []))
}

const isThere = (pid: number) => {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

beforeAll(async () => {
  const caption = { top: 'My cat knocked the vase', bottom: 'off the table again' } as const
  writeFileSync(file('cat.jpg'), await draw({ id: 'a', label: 'non-offensive', scene: 'cat', ...caption }))
  const rows = Array.from({ length: ROWS }, (_, i) => (i % 3 === 0 ? `${i},cat.jpg,` : `${i},,row number ${i}`))
  writeFileSync(file('table.csv'), ['id,image_name,sentence', ...rows].join('\n'))
  expect((await predict('one.csv', '--jobs', '1').ended).status).toBe(0)
})

const SUMMARY = `memeveil: ${ROWS} rows: ${ROWS} judged, 0 of them flagged; 0 not judged\n`
const sameAsOne = (out: string) => expect(readFileSync(file(out), 'utf8')).toBe(readFileSync(file('one.csv'), 'utf8'))

test('several processes write what one writes', async () => {
  expect(await predict('three.csv', '--jobs', '3').ended).toEqual({ status: 0, err: SUMMARY })
  sameAsOne('three.csv')
})

test('a process that is killed midway loses nothing', async () => {
  const { child, ended } = predict('killed.csv', '--jobs', '2')
  const [first, ...others] = await midway(child, 'killed.csv')
  expect(others).toHaveLength(1)
  process.kill(first, 'SIGKILL')
  expect(await ended).toEqual({ status: 0, err: SUMMARY })
  sameAsOne('killed.csv')
})

test.each(['1', '2'])(
  'Ctrl+C ends it with --jobs %s, its processes too, and the same command does the rest',
  async (jobs) => {
    const out = `stopped-${jobs}.csv`
    const { child, ended } = predict(out, '--jobs', jobs)
    const processes = await midway(child, out)
    child.kill('SIGINT')
    const { status, err } = await ended
    expect(status).toBe(130)
    expect(err).toBe(`memeveil: stopped; the same command goes on from what is in ${file(out)}.part\n`)
    expect(processes.filter(isThere)).toEqual([])
    expect(written(`${out}.part`)).toBeLessThan(ROWS)
    expect((await predict(out, '--jobs', jobs).ended).status).toBe(0)
    sameAsOne(out)
  },
)

test.each(['0', '2.5', 'all', '65'])('--jobs %s is refused by name', async (jobs) => {
  const { status, err } = await predict('refused.csv', '--jobs', jobs).ended
  expect(status).toBe(1)
  expect(err).toContain(`option '--jobs <number>' argument '${jobs}' is invalid`)
  expect(err).toContain('A number from 1 to 64')
})

test('a head that does not fit is told before any process starts', async () => {
  const { status, err } = await predict('head.csv', '--jobs', '2', '--head', 'package.json').ended
  expect(status).toBe(1)
  expect(err).toMatch(/^memeveil: package\.json: field "format"/)
  expect(existsSync(file('head.csv.part'))).toBe(false)
})
