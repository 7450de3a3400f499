import { expect, test } from 'vitest'
import { textSteps } from '../../src/cli/clean-text.ts'
import { TEXT_STEPS } from '../../src/training/data/text-steps.ts'

test.each([
  ['the default is no step', { preprocessing: 'default' }, []],
  ['a name stands for its steps', { preprocessing: 'report' }, [...TEXT_STEPS]],
  [
    "single steps come in the report's order",
    { preprocessing: 'report', steps: ['punctuation', 'lower-case'] },
    ['lower-case', 'punctuation'],
  ],
])('%s', (_, options, steps) => expect(textSteps(options)).toEqual(steps))

test('an unknown step is a usage error', () => {
  expect(() => textSteps({ preprocessing: 'default', steps: ['stem'] })).toThrow(
    expect.objectContaining({ kind: 'usage' }),
  )
})
