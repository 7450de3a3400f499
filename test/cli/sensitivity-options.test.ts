import { Command } from 'commander'
import { expect, test } from 'vitest'
import { addSensitivityOptions, type SensitivityOptions, sensitivityOf } from '../../src/cli/sensitivity-options.ts'

function sensitivity(...args: string[]) {
  const command = addSensitivityOptions(new Command()).exitOverride()
  command.configureOutput({ writeErr() {} })
  return sensitivityOf(command.parse(args, { from: 'user' }).opts<SensitivityOptions>())
}

test.each([
  [[], { level: 'balanced', threshold: null }],
  [['--level', 'strict'], { level: 'strict', threshold: null }],
  [['--threshold', '0'], { level: 'balanced', threshold: 0 }],
])('%j is %j', (args, wanted) => expect(sensitivity(...args)).toEqual(wanted))

test.each([
  [['--level', 'mild'], /Allowed choices are gentle, balanced, strict/],
  [['--threshold', '7'], /A number from 0 to 1/],
  [['--level', 'strict', '--threshold', '0.5'], /'--threshold <probability>' cannot be used with .*'--level <level>'/],
  [['--threshold', '0.5', '--level', 'balanced'], /cannot be used with/],
])('%j says what is wrong', (args, message) => expect(() => sensitivity(...args)).toThrow(message))
