import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decide, notJudged, type Sensitivity, weakness, worstFrame } from '../../src/core/decide.ts'
import { LEVELS } from '../../src/core/model/levels.ts'
import { say } from '../../src/runtime/node/say.ts'

const THRESHOLDS = { gentle: 0.9, balanced: 0.7, strict: 0.5 }

const frame = (probability: number, more: Partial<Parameters<typeof worstFrame>[0][number]> = {}) => ({
  probability,
  thresholds: THRESHOLDS,
  language: null,
  lettering: 'read' as const,
  ...more,
})
const foreign = frame(0.1, { language: 'es' })
const unreadable = frame(0.9, { lettering: 'unreadable' })

test.each([
  [frame(0.5), null],
  [foreign, { kind: 'language', language: 'es', reason: ['reasonLanguage', { language: { language: 'es' } }] }],
  [unreadable, { kind: 'lettering', reason: ['reasonLettering'] }],
  // what is read of such lettering tells no language
  [frame(0.5, { language: 'es', lettering: 'unreadable' }), { kind: 'lettering', reason: ['reasonLettering'] }],
])('%o', (verdict, answer) => expect(notJudged(verdict)).toEqual(answer))

/** Of another kind of input. */
const strictFrom = (strict: number) => ({ thresholds: { gentle: 0.9, balanced: 0.7, strict } })
const gentleFrom = (gentle: number) => ({ thresholds: { gentle, balanced: 0.4, strict: 0.3 } })

test.each([
  ['one frame', [frame(0.1)], 0],
  ['the likeliest', [frame(0.1), frame(0.8), frame(0.3)], 1],
  ['the likeliest though none is offensive', [frame(0.1), frame(0.3)], 1],
  ['an offensive one before one that is not judged', [unreadable, frame(0.8), foreign], 1],
  ['one that is not judged before harmless ones', [frame(0.1), unreadable, frame(0.3)], 1],
  ['the first of those alone', [foreign, unreadable], 0],
  ['one that is not judged before one that the strict level alone flags', [frame(0.6), unreadable], 1],
  ['one that the strict level flags before a likelier one', [frame(0.4), frame(0.35, strictFrom(0.3))], 1],
  ['one that the gentlest level flags before a likelier one', [frame(0.85), frame(0.5, gentleFrom(0.45))], 1],
  ['of two that the same level flags the likelier one', [frame(0.72), frame(0.8)], 1],
])('of an animation speaks %s', (_, frames, worst) => expect(worstFrame(frames)).toBe(worst))

const someFrames = fc.array(
  fc
    .tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.array(fc.double({ min: 0, max: 1, noNaN: true })))
    .filter(([, thresholds]) => thresholds.length >= 3)
    .map(([probability, thresholds]) => {
      const [strict, balanced, gentle] = thresholds.slice(0, 3).sort((a, b) => a - b)
      return frame(probability, { thresholds: { gentle, balanced, strict } })
    }),
  { minLength: 1 },
)

test('whatever the level, an animation is offensive exactly if one of its frames is', () => {
  fc.assert(
    fc.property(someFrames, fc.constantFrom(...LEVELS), (frames, level) => {
      const offensive = (one: (typeof frames)[number]) => decide(one, { level, threshold: null }) === 'Offensive'
      expect(offensive(frames[worstFrame(frames)])).toBe(frames.some(offensive))
    }),
  )
})

test.each<[Sensitivity, number, string]>([
  [{ level: 'gentle', threshold: null }, 0.89, 'Non-offensive'],
  [{ level: 'gentle', threshold: null }, 0.9, 'Offensive'],
  [{ level: 'balanced', threshold: null }, 0.69, 'Non-offensive'],
  [{ level: 'balanced', threshold: null }, 0.7, 'Offensive'],
  [{ level: 'strict', threshold: null }, 0.49, 'Non-offensive'],
  [{ level: 'strict', threshold: null }, 0.5, 'Offensive'],
  [{ level: 'gentle', threshold: 0.2 }, 0.2, 'Offensive'],
  [{ level: 'strict', threshold: 0.95 }, 0.94, 'Non-offensive'],
  [{ level: 'strict', threshold: 0 }, 0, 'Offensive'],
])('at %j a probability of %d is %s', (sensitivity, probability, prediction) => {
  expect(decide({ probability, thresholds: THRESHOLDS }, sensitivity)).toBe(prediction)
})

test('a verdict by a picture alone is weak, whatever its probability', () => {
  expect(weakness(say, { kind: 'picture' })).toMatch(/no words to judge by/)
  expect([weakness(say, { kind: 'both' }), weakness(say, { kind: 'text' })]).toEqual([null, null])
})
