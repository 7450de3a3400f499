import { describe, expect, test } from 'vitest'
import { leftOut, ofPytest, ofStatus, ofVitest, summary } from '../../scripts/outcome.mjs'

const vitest = (passed: number, failed: number, skipped = 0, retried: string[] = [], faults: string[] = []) =>
  JSON.stringify({ passed, failed, skipped, retried, faults })
const pytest = (tests: number, failures: number, errors: number, skipped: number) =>
  '<?xml version="1.0" encoding="utf-8"?><testsuites name="pytest tests"><testsuite name="pytest" ' +
  `errors="${errors}" failures="${failures}" skipped="${skipped}" tests="${tests}" time="0.017"><testcase/>`

test.each([
  ['all passed', ofVitest('unit', vitest(3, 0), 0), 3, 0],
  ['some failed', ofVitest('unit', vitest(3, 2), 1), 3, 2],
  ['broke outside its tests', ofVitest('unit', vitest(3, 0), 1), 3, 1],
  ['was killed', ofVitest('unit', vitest(3, 0), null), 3, 1],
  ['broke before it could count', ofVitest('unit', null, 1), 0, 1],
  ['counted nothing and says that all is well', ofVitest('unit', null, 0), 0, 1],
  ['pytest: all passed', ofPytest("towers'", pytest(5, 0, 0, 0), 0), 5, 0],
  ['pytest: failures and errors', ofPytest("towers'", pytest(5, 1, 2, 0), 1), 2, 3],
  ['pytest: broke before it could count', ofPytest("towers'", null, 4), 0, 1],
  ['pytest: found nothing', ofPytest("towers'", pytest(0, 0, 0, 0), 5), 0, 1],
  ['a linter that is content', ofStatus('style', 0), 1, 0],
  ['a linter that is not', ofStatus('style', 1), 0, 1],
  ['a linter that did not start', ofStatus('style', null), 0, 1],
])('a runner that %s', (_, { passed, failed }, expectedPassed, expectedFailed) =>
  expect([passed, failed]).toEqual([expectedPassed, expectedFailed]),
)

describe('the end of a run', () => {
  test('adds all runners up in its last line, after what failed', () =>
    expect(
      summary([
        ofStatus('style', 0),
        ofStatus('types', 2),
        ofStatus('workflows', null),
        ofVitest('e2e', null, null),
        ofVitest('unit', vitest(7, 1, 0, [], ['a.test.ts > one: too late']), 1),
        ofVitest('node', vitest(3, 0), 1),
        ofPytest("towers'", pytest(2, 0, 0, 0), 0),
      ]),
    ).toEqual([
      'failed: types ended with 2',
      'failed: workflows did not run to the end',
      'failed: e2e tests left no count',
      'failed: a.test.ts > one: too late',
      'failed: node tests ended with 1',
      '13 passed, 5 failed',
    ]))

  test('says before that what was left out or needed a second try, and why', () =>
    expect(
      summary([
        leftOut('the towers', 'no python3'),
        ofVitest('node', vitest(1, 0, 3, ['a.test.ts > one: too late']), 0),
        ofPytest("towers'", pytest(3, 0, 0, 2), 0),
      ]),
    ).toEqual([
      'left out: the towers (no python3)',
      'left out: 3 of the node tests (they skip themselves)',
      'passed at a second try: a.test.ts > one: too late',
      "left out: 2 of the towers' tests (they skip themselves)",
      '2 passed, 0 failed',
    ]))
})
