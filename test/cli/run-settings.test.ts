import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { configurations } from '../../src/cli/run-settings.ts'
import { CALIBRATED_RUN, REPORT_RUNS, wideRuns } from '../../src/training/head/run-config.ts'

function settingsFile(content: string): string {
  const path = join(mkdtempSync(join(tmpdir(), 'memeveil-settings-')), 'run.json')
  writeFileSync(path, content)
  return path
}

test('without a wish it is the calibrated run', () => expect(configurations({})).toEqual([CALIBRATED_RUN]))

test('a sweep is the six of the report, or all combinations', () => {
  expect(configurations({ sweep: 'report' })).toEqual(REPORT_RUNS)
  expect(configurations({ sweep: 'wide' })).toEqual(wideRuns())
})

test('settings are read from the line or from a file, over the defaults of the report', () => {
  const [run] = configurations({ config: 'optimizer=sgd,momentum=.9' })
  expect(run).toMatchObject({ optimizer: 'sgd', momentum: 0.9, epochs: 10 })
  expect(configurations({ config: settingsFile('{"optimizer":"sgd","momentum":0.9}') })).toEqual([run])
})

test('fusion and seed hold for every run, zero too', () => {
  for (const run of configurations({ sweep: 'report', fusion: 'align', seed: 0 }))
    expect(run).toMatchObject({ fusion: 'align', seed: 0 })
})

test.each([
  ['a file that is no JSON', { config: settingsFile('epochs: 3') }, 'usage'],
  ['an unknown setting', { config: 'speed=3' }, 'setting'],
  ['a setting without a value', { config: 'epochs' }, 'setting'],
])('%s is an error of its kind', (_, options, kind) => {
  expect(() => configurations(options)).toThrow(expect.objectContaining({ kind }))
})
