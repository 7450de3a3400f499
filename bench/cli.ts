/**
 * What does a table cost with one process and with all cores?
 * `memeveil predict --csv` over a table of ROWS pictures without sentences, as a whole command, its start included:
 * with `--jobs 1`, and with one process a core. Each row's bytes, order and verdicts have to be alike.
 */
import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { interleaved, type Measure } from './measure/interleaved.ts'
import { benchOptions } from './measure/options.mjs'
import { benchPictures } from './measure/pictures.ts'
import { report } from './measure/report.ts'
import { compared, median, rounded } from './measure/statistics.ts'

const ROWS = 120
const { rounds, pictures: source } = benchOptions()
const folder = mkdtempSync(join(tmpdir(), 'memeveil-bench-'))
const images = join(folder, 'images')
mkdirSync(images)
const pictures = await benchPictures(source, ROWS)
for (const { name, bytes } of pictures) writeFileSync(join(images, name), bytes)
const names = Array.from({ length: ROWS }, (_, i) => pictures[i % pictures.length].name)
writeFileSync(join(folder, 'table.csv'), ['image_name', ...names.map((name) => JSON.stringify(name))].join('\n'))

let expected: string | undefined

function predict(jobs: number): Measure {
  return async () => {
    const out = join(folder, 'out.csv')
    rmSync(out, { force: true })
    const files = ['--csv', join(folder, 'table.csv'), '--images', images, '--out', out]
    const start = performance.now()
    const child = spawn(process.execPath, ['bin/memeveil', 'predict', ...files, '--jobs', String(jobs)], {
      stdio: ['ignore', 'ignore', 'inherit'],
    })
    await new Promise((resolve) => child.once('exit', resolve))
    const ms = performance.now() - start
    const scored = readFileSync(out, 'utf8')
    expected ??= scored
    if (scored !== expected) throw new Error(`--jobs ${jobs} wrote another table`)
    return ms
  }
}

const cores = availableParallelism()
const figures = await interleaved({ 'one process': predict(1), 'all cores': predict(cores) }, rounds)
rmSync(folder, { recursive: true })
const speed = figures['one process'].map((ms, round) => ms / figures['all cores'][round])
report('cli', compared(figures, 'one process'), { rows: ROWS, cores, figures })
console.log(`${cores} processes are ${rounded(median(speed))} times as fast as one, over ${ROWS} rows`)
