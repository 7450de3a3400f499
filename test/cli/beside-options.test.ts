import { expect, test } from 'vitest'
import { secondOf } from '../../src/cli/beside-options.ts'
import { UsageError } from '../../src/cli/usage-error.ts'

test.each([
  [{ beside: 'memeveil-mini' }, /the bundled one can not be beside itself/],
  [{ besideVeils: true }, /go with --beside/],
  [{ beside: 'some/model' }, /some\/model is neither installed \(memeveil model get some\/model\) nor a folder here/],
])('%j is told as wrong', (options, message) => {
  expect(() => secondOf(options)).toThrow(UsageError)
  expect(() => secondOf(options)).toThrow(message)
})
