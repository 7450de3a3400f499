// npm run fuzz: what is tried against hostile input, for so many seconds each property (`npm run fuzz -- 60`).
import { execFileSync } from 'node:child_process'
import { vitest } from './checks.mjs'
import { run, setUp, told } from './setup.mjs'

told(() => {
  setUp(['fonts'])
  process.env.MEMEVEIL_FUZZ = process.argv[2] ?? '15'
  const found = execFileSync('git', ['grep', '-lE', 'fast-check|hostile', 'test/**.test.ts'], { encoding: 'utf8' })
  const [unit, node] = [false, true].map((real) =>
    found.split('\n').filter((file) => file && file.endsWith('.node.test.ts') === real),
  )
  run(...vitest('unit', '--testTimeout', String(4000 * Number(process.env.MEMEVEIL_FUZZ) + 120_000), ...unit))
  run(...vitest('node', ...node))
})
