// npm run test:unit, test:node, test:e2e: one suite. What follows `--` goes to vitest: a file, -t "a test's name".
import { vitest } from './checks.mjs'
import { run, setUp, told } from './setup.mjs'

/** @type {Record<string, import('./setup.mjs').Need[]>} */
const NEEDS = { unit: [], node: ['fonts', 'services'], e2e: ['chrome', 'firefox', 'fonts', 'languages'] }
const [suite, ...rest] = process.argv.slice(2)

told(() => {
  setUp(NEEDS[suite])
  if (suite === 'e2e') run('scripts/build.mjs')
  run(...vitest(suite, ...rest))
})
