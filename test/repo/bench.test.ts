import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { interleaved } from '../../bench/measure/interleaved.ts'
import { ALL_OPTIONS, benchOptions, namesOfPictures, OPTIONS } from '../../bench/measure/options.mjs'
import { compared, median, quantile } from '../../bench/measure/statistics.ts'
import { BENCHES, help, list } from '../../scripts/bench.mjs'

test('every bench has a file, and every file a row', () => {
  const files = readdirSync('bench').filter((file) => file.endsWith('.ts'))
  expect(files.sort()).toEqual(
    Object.keys(BENCHES)
      .map((name) => `${name}.ts`)
      .sort(),
  )
})

test.each(Object.entries(BENCHES))('%s is listed by its question, and its file begins with one', (name, { asks }) => {
  expect(list()).toContain(`${name.padEnd(8)} ${asks}`)
  expect(readFileSync(`bench/${name}.ts`, 'utf8')).toMatch(/^\/\*\*\n \* [^\n]+\?\n/)
})

test('in every round everything is measured, and each comes first in turn', async () => {
  const order: string[] = []
  const measure = (name: string) => async (round: number) => {
    order.push(`${name}${round}`)
    return round
  }
  const figures = await interleaved({ a: measure('a'), b: measure('b') }, 3)
  expect(order).toEqual(['a0', 'b0', 'b1', 'a1', 'a2', 'b2'])
  expect(figures).toEqual({ a: [0, 1, 2], b: [0, 1, 2] })
})

describe('figures', () => {
  test.each([
    [[3, 1, 2], 0.5, 2],
    [[4, 1, 2, 3], 0.5, 2.5],
    [[1, 2, 3, 4, 5], 0.25, 2],
    [[7], 0.75, 7],
  ])('of %j, %f are below %f', (values, share, expected) => expect(quantile(values, share)).toBe(expected))

  test('the middle one leaves the values as they are', () => {
    const values = [3, 1, 2]
    expect(median(values)).toBe(2)
    expect(values).toEqual([3, 1, 2])
  })

  test('ratios are taken within a round, not between medians', () => {
    const rows = compared({ before: [10, 100, 40], after: [5, 80, 8] }, 'before')
    expect(rows).toEqual([
      { what: 'before', n: 3, ms: 40, 'of before': 1, quartiles: '1–1' },
      { what: 'after', n: 3, ms: 8, 'of before': 0.5, quartiles: '0.35–0.65' },
    ])
  })
})

const folder = mkdtempSync(join(tmpdir(), 'memeveil-bench-'))
writeFileSync(join(folder, 'b.jpg'), '')
writeFileSync(join(folder, 'a.png'), '')

test('options are taken, and a folder for the pictures in it', () => {
  expect(benchOptions([])).toEqual({ rounds: 7, pictures: undefined })
  expect(benchOptions(['--rounds', '9', '--pictures', folder])).toEqual({ rounds: 9, pictures: folder })
  expect(namesOfPictures(folder)).toEqual(['a.png', 'b.jpg'])
})

/** `npm run bench` with these arguments. */
const bench = (...args: string[]) => spawnSync(process.execPath, ['scripts/bench.mjs', ...args], { encoding: 'utf8' })

test.each([
  ['start --rounds 0', /--rounds has to be a number from 1 on: 0/],
  ['start --rounds abc', /--rounds has to be a number from 1 on: abc/],
  ['start --rounds -1', /--rounds/],
  ['picture --rounds 3', /'--rounds' \(what it takes: --pictures\)/],
  ['picture --nope', /'--nope' \(what it takes: --pictures\)/],
  ['picture nope', /'nope'/],
  ['feed --pictures /tmp', /'--pictures' \(what it takes: --rounds\)/],
  ['cli --pictures /nope', /there is no folder \/nope/],
  ['cli --pictures bench', /there are no pictures in bench/],
])('"%s" is refused in a line before anything is built', (args, message) => {
  const { status, stdout, stderr } = bench(...args.split(' '))
  expect([status, stdout]).toEqual([1, ''])
  expect(stderr).toMatch(message)
  expect(stderr.trimEnd()).not.toContain('\n')
})

test('help tells the benches, and what one of them takes', () => {
  expect(bench('--help')).toMatchObject({ status: 0, stdout: `${list()}\n`, stderr: '' })
  expect(bench('picture', '--help')).toMatchObject({ status: 0, stdout: `${help('picture')}\n`, stderr: '' })
  expect(help('cli')).toMatch(/^npm run bench cli .*\nWhat does .*\?\n {2}--rounds N .*\n {2}--pictures FOLDER [^\n]*$/)
  expect(help('picture')).not.toContain('--rounds')
})

test.each(Object.entries(BENCHES))('%s reads what it takes, and no other option', (name, { takes = ALL_OPTIONS }) => {
  const script = readFileSync(`bench/${name}.ts`, 'utf8')
  const [, several, one] = script.match(/(?:const \{(.*)\} = |await .*)benchOptions\([^)]*\)(?:\.(\w+))?/) ?? []
  const read = Object.keys(OPTIONS).filter((option) => `${several} ${one}`.includes(option))
  expect(read).toEqual(takes)
})
