import { expect, test } from 'vitest'
import { applyTextSteps, PREPROCESSINGS } from '../../../src/training/data/text-steps.ts'

const text = "The  women DON'T belong; the dogs ran @bob https://x.example/y 😀!!"

test.each([
  [[], "The women DON'T belong; the dogs ran grinning face !!"],
  [['lower-case'], "the women don't belong; the dogs ran grinning face !!"],
  [['tokenise'], "The women DO N'T belong ; the dogs ran grinning face ! !"],
  [['lemmatise'], "The woman DON'T belong; the dog ran grinning face !!"],
  [['stop-words'], "women DON'T belong; dogs ran grinning face !!"],
  [['punctuation'], 'The women DONT belong the dogs ran grinning face'],
  [PREPROCESSINGS.report, 'woman nt belong dog ran grinning face'],
])('%j makes the text "%s"', (steps, expected) => expect(applyTextSteps(text, steps)).toBe(expected))

test('the order in which steps are named makes no difference', () => {
  expect(applyTextSteps(text, [...PREPROCESSINGS.report].reverse())).toBe(applyTextSteps(text, PREPROCESSINGS.report))
})

test('an unknown step is an error that lists the known ones', () => {
  expect(() => applyTextSteps('x', ['stem'])).toThrow(/"stem" is no text step; there are lower-case/)
})
