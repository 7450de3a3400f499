// npm test: set up, build, then every check there is. Ends as outcome.mjs sums it up.
import { lint, SUITES, testSuite, testTowers } from './checks.mjs'
import { conclude, ofStatus } from './outcome.mjs'
import { run, setUp } from './setup.mjs'
import { makeVenv } from './towers.mjs'

if (process.argv.length > 2) {
  console.error('npm test runs everything. For a part: npm run test:unit -- -t "name", or test:node, test:e2e.')
  process.exit(1)
}

/** @type {import('./outcome.mjs').Outcome[]} */
const outcomes = []

/**
 * What breaks here has failed once; what doesn't need it goes on.
 * @template T
 * @param {T} otherwise
 * @param {() => T} work
 */
function attempt(otherwise, work) {
  try {
    return work()
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    outcomes.push(ofStatus('setting up', 1))
    return otherwise
  }
}

const ready = attempt(false, () => {
  setUp(['chrome', 'firefox', 'fonts', 'languages', 'services'])
  run('scripts/build.mjs')
  return true
})
if (ready) {
  const python = attempt({ missing: 'their packages could not be installed' }, makeVenv)
  outcomes.push(...lint(python), testTowers(python), ...SUITES.map(testSuite))
}
conclude(outcomes)
