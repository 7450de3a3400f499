// The one list of checks, for `npm run lint`, `npm run fix` and `npm test`.
import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { leftOut, ofPytest, ofStatus, ofVitest } from './outcome.mjs'

/** @typedef {import('./outcome.mjs').Outcome} Outcome */
/** @typedef {import('./towers.mjs').Python} Python */

/** By its own file: what npm puts into node_modules/.bin is a shell script on one system, a .cmd on another. */
const node = (/** @type {string} */ file, /** @type {string[]} */ ...rest) => [
  process.execPath,
  `node_modules/${file}`,
  ...rest,
]

const LINT = {
  types: node('typescript/bin/tsc', '--noEmit'),
  style: node('@biomejs/biome/bin/biome', 'check', '--error-on-warnings'),
  'unused code': node('knip/bin/knip.js'),
  architecture: node('dependency-cruiser/bin/dependency-cruise.mjs', 'src'),
  'Firefox add-on': [process.execPath, 'scripts/addon.mjs'],
  // by tsx, for Node wants JSON imported otherwise than the parser does
  workflows: [process.execPath, '--import', 'tsx', 'scripts/workflows.mjs'],
}
const FIX = { style: node('@biomejs/biome/bin/biome', 'check', '--write') }
const TOWERS_LINT = { "towers' format": ['format', '--check'], "towers' style": ['check'] }
const TOWERS_FIX = { "towers' style": ['check', '--fix'], "towers' format": ['format'] }

/** @param {string} name @param {string[]} command @param {NodeJS.ProcessEnv} env more for its environment */
function perform(name, [program, ...rest], env = {}) {
  console.log(`\n— ${name}`)
  return spawnSync(program, rest, { stdio: 'inherit', env: { ...process.env, ...env } }).status
}

/**
 * @param {Record<string, string[]>} commands
 * @param {Record<string, string[]>} ruff
 * @param {Python} python
 * @returns {Outcome[]}
 */
function performAll(commands, ruff, python) {
  const outcomes = Object.entries(commands).map(([name, command]) => ofStatus(name, perform(name, command)))
  if ('missing' in python) return [...outcomes, leftOut("the towers' style", python.missing)]
  const ruffed = Object.entries(ruff).map(([name, rest]) =>
    ofStatus(name, perform(name, [python.program, '-m', 'ruff', ...rest, 'towers'])),
  )
  return [...outcomes, ...ruffed]
}

/** Types, style, unused code, architecture, the add-on in dist/firefox. @param {Python} python */
export const lint = (python) => performAll(LINT, TOWERS_LINT, python)

/** Repairs the style, as far as that can be done by itself. @param {Python} python */
export const fix = (python) => performAll(FIX, TOWERS_FIX, python)

/** @param {string} path */
function read(path) {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return null // the runner broke before it could write it
  }
}

export const SUITES = ['unit', 'node', 'e2e']

/** What Node runs for one suite. @param {string} suite @param {string[]} rest */
export const vitest = (suite, ...rest) => ['node_modules/vitest/vitest.mjs', 'run', '--project', suite, ...rest]

/** @param {string} suite one of SUITES */
export function testSuite(suite) {
  const report = `out/vitest-${suite}.json`
  mkdirSync('out', { recursive: true })
  rmSync(report, { force: true })
  const reporters = ['--reporter', 'default', '--reporter', './scripts/vitest-outcome.mjs']
  const command = [process.execPath, ...vitest(suite, ...reporters)]
  const status = perform(`${suite} tests`, command, { OUTCOME: report })
  return ofVitest(suite, read(report), status)
}

/** @param {Python} python */
export function testTowers(python) {
  if ('missing' in python) return leftOut('the towers', python.missing)
  const report = 'out/pytest.xml'
  rmSync(report, { force: true })
  const status = perform("towers' tests", [python.program, '-m', 'pytest', 'towers', '-q', `--junitxml=${report}`])
  return ofPytest("towers'", read(report), status)
}
