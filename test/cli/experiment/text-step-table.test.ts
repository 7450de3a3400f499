import { expect, test } from 'vitest'
import { gainInterval, textStepTable } from '../../../src/cli/experiment/text-step-table.ts'
import { spread } from '../../../src/training/head/cross-validation.ts'

test("a gain's interval is 1.96 standard errors on each side", () => {
  const { low, high } = gainInterval(spread([0.01, 0.03, 0.02, 0.04]))
  expect([low, high].map((x) => x.toFixed(5))).toEqual(['0.01235', '0.03765'])
})

test.each([
  ['yes', [0.02, 0.03]],
  ['no, it harms', [-0.02, -0.03]],
  ['not clearly', [-0.02, 0.03]],
])('%s, where the gains are %j', (verdict, gains) => {
  const auroc = spread([0.7, 0.8])
  const none = { steps: [], auroc, gain: spread([0, 0]) }
  const [, , first, second] = textStepTable([none, { steps: ['tokenise'], auroc, gain: spread(gains) }]).split('\n')
  expect(first).toMatch(/^\| none \(the default\) +\| +\.750 ± \.071 \| +\| +\|$/)
  expect(second).toMatch(/^\| tokenise +\| +\.750 ± \.071 \| .*\|/)
  expect(second.endsWith(`${verdict} |`)).toBe(true)
})
