// What a check came to, and how several add up.

/**
 * @typedef {object} Outcome
 * @property {number} passed
 * @property {number} failed
 * @property {string[]} notes what was not checked, or needed a second try, and why
 * @property {string[]} faults what failed, and how
 */

/**
 * A check that tells no more than its exit status, null when it could not start or a signal ended it.
 * @param {string} name
 * @param {number | null} status
 * @returns {Outcome}
 */
export const ofStatus = (name, status) =>
  status === 0
    ? { passed: 1, failed: 0, notes: [], faults: [] }
    : {
        passed: 0,
        failed: 1,
        notes: [],
        faults: [status === null ? `${name} did not run to the end` : `${name} ended with ${status}`],
      }

/** @param {string} what @param {string} why @returns {Outcome} */
export const leftOut = (what, why) => ({ passed: 0, failed: 0, notes: [`left out: ${what} (${why})`], faults: [] })

/** A runner that broke before it could tell. @param {string} name @returns {Outcome} */
const uncounted = (name) => ({ passed: 0, failed: 1, notes: [], faults: [`${name} tests left no count`] })

/**
 * A runner that counts; one that broke outside its tests has failed once.
 * @param {string} name
 * @param {{ passed: number, failed: number, skipped: number, retried: string[], faults: string[] }} counts
 * @param {number | null} status
 * @returns {Outcome}
 */
function ofCounts(name, { passed, failed, skipped, retried, faults }, status) {
  const whole = ofStatus(`${name} tests`, status)
  return {
    passed,
    failed: failed || whole.failed,
    notes: [
      ...(skipped > 0 ? leftOut(`${skipped} of the ${name} tests`, 'they skip themselves').notes : []),
      ...retried.map((fault) => `passed at a second try: ${fault}`),
    ],
    faults: faults.length > 0 ? faults : whole.faults,
  }
}

/**
 * @param {string} name
 * @param {string | null} report what vitest-outcome.mjs wrote; null where it broke before that
 * @param {number | null} status
 */
export const ofVitest = (name, report, status) =>
  report ? ofCounts(name, JSON.parse(report), status) : uncounted(name)

/**
 * @param {string} name
 * @param {string | null} report pytest's JUnit XML; null where it broke before it could write one
 * @param {number | null} status
 */
export function ofPytest(name, report, status) {
  const suite = /<testsuite .*?>/.exec(report ?? '')?.[0]
  if (!suite) return uncounted(name)
  const count = (/** @type {string} */ attribute) => Number(new RegExp(` ${attribute}="(\\d+)"`).exec(suite)?.[1])
  const failed = count('failures') + count('errors')
  const skipped = count('skipped')
  return ofCounts(name, { passed: count('tests') - failed - skipped, failed, skipped, retried: [], faults: [] }, status)
}

/**
 * The lines that end a run: what was left out or needed a second try, what failed, then "N passed, N failed".
 * @param {Outcome[]} outcomes
 */
export function summary(outcomes) {
  const sum = (/** @type {'passed' | 'failed'} */ key) => outcomes.reduce((total, outcome) => total + outcome[key], 0)
  return [
    ...outcomes.flatMap(({ notes }) => notes),
    ...outcomes.flatMap(({ faults }) => faults.map((fault) => `failed: ${fault}`)),
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
