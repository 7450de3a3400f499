import { InvalidArgumentError } from 'commander'
import { describe, expect, test } from 'vitest'
import { integerOption, numberOption } from '../../src/cli/number-option.ts'

describe('a number from 0 to 1', () => {
  const parse = numberOption(0, 1)
  test.each([
    ['0', 0],
    ['1', 1],
    ['.25', 0.25],
    [' 1e-3 ', 0.001],
  ])('%j is %d', (text, value) => expect(parse(text)).toBe(value))
  test.each(['', ' ', 'half', '-0.1', '1.1', 'NaN', 'Infinity', '1,5'])('%j is refused with the bounds', (text) => {
    expect(() => parse(text)).toThrow(InvalidArgumentError)
    expect(() => parse(text)).toThrow('A number from 0 to 1 is needed.')
  })
})

describe('a number without a fraction', () => {
  const parse = integerOption(2, 100)
  test.each([
    ['2', 2],
    ['100', 100],
    ['5.0', 5],
    ['1e1', 10],
  ])('%j is %d', (text, value) => expect(parse(text)).toBe(value))
  test.each([
    ['2.5', 'A number from 2 to 100 without a fraction is needed.'],
    ['101', 'A number from 2 to 100 is needed.'],
    ['seven', 'A number from 2 to 100 is needed.'],
  ])('%j is refused: %s', (text, message) => expect(() => parse(text)).toThrow(message))
})
