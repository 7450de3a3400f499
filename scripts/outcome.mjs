// What a check came to, and how several add up.

/**
 * @typedef {object} Outcome
 * @property {number} passed
 * @property {number} failed
 * @property {string[]} leftOut what was not checked, and why
 */

/**
 * A check that tells no more than its exit status, null when it could not even start.
 * @param {number | null} status
 * @returns {Outcome}
 */
export const ofStatus = (status) => ({ passed: status === 0 ? 1 : 0, failed: status === 0 ? 0 : 1, leftOut: [] })

/** @param {string} what @param {string} why @returns {Outcome} */
export const leftOut = (what, why) => ({ passed: 0, failed: 0, leftOut: [`${what} (${why})`] })

/**
 * A runner that counts; one that broke outside its tests has failed once.
 * @param {string} name
 * @param {{ passed: number, failed: number, skipped: number }} counts
 * @param {number | null} status
 * @returns {Outcome}
 */
const ofCounts = (name, { passed, failed, skipped }, status) => ({
  passed,
  failed: failed || ofStatus(status).failed,
  leftOut: skipped > 0 ? [`${skipped} of the ${name} tests (they skip themselves)`] : [],
})

/**
 * @param {string} name
 * @param {string | null} report vitest's JSON; null where it broke before it could write one
 * @param {number | null} status
 */
export function ofVitest(name, report, status) {
  if (!report) return ofStatus(status || 1)
  const { numPassedTests: passed, numFailedTests: failed, numPendingTests, numTodoTests } = JSON.parse(report)
  return ofCounts(name, { passed, failed, skipped: numPendingTests + numTodoTests }, status)
}

/**
 * @param {string} name
 * @param {string | null} report pytest's JUnit XML; null where it broke before it could write one
 * @param {number | null} status
 */
export function ofPytest(name, report, status) {
  const suite = /<testsuite .*?>/.exec(report ?? '')?.[0]
  if (!suite) return ofStatus(status || 1)
  const count = (/** @type {string} */ attribute) => Number(new RegExp(` ${attribute}="(\\d+)"`).exec(suite)?.[1])
  const failed = count('failures') + count('errors')
  const skipped = count('skipped')
  return ofCounts(name, { passed: count('tests') - failed - skipped, failed, skipped }, status)
}

/**
 * The lines that end a run: what was left out, then "N passed, N failed".
 * @param {Outcome[]} outcomes
 */
export function summary(outcomes) {
  const sum = (/** @type {'passed' | 'failed'} */ key) => outcomes.reduce((total, outcome) => total + outcome[key], 0)
  return [
    ...outcomes.flatMap((outcome) => outcome.leftOut.map((note) => `left out: ${note}`)),
    `${sum('passed')} passed, ${sum('failed')} failed`,
  ]
}

/**
 * Prints the summary and sets the exit status.
 * @param {Outcome[]} outcomes
 */
export function conclude(outcomes) {
  console.log(`\n${summary(outcomes).join('\n')}`)
  process.exitCode = outcomes.some(({ failed }) => failed > 0) ? 1 : 0
}
