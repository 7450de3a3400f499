import { expect, test } from 'vitest'
import { notJudged, worstFrame } from '../../src/core/decide.ts'

const frame = (probability: number, more: Partial<Parameters<typeof worstFrame>[0][number]> = {}) => ({
  probability,
  language: null,
  lettering: 'read' as const,
  ...more,
})
const foreign = frame(0.1, { language: 'es' })
const unreadable = frame(0.9, { lettering: 'unreadable' })

test.each([
  [frame(0.5), null],
  [foreign, { kind: 'language', language: 'Spanish', reason: 'has text in Spanish, and only English is judged' }],
  [unreadable, { kind: 'lettering', reason: 'has lettering that could not be read' }],
  // what is read of such lettering tells no language
  [frame(0.5, { language: 'es', lettering: 'unreadable' }), { kind: 'lettering', reason: expect.any(String) }],
])('%o', (verdict, answer) => expect(notJudged(verdict)).toEqual(answer))

test.each([
  ['one frame', [frame(0.1)], 0],
  ['the likeliest', [frame(0.1), frame(0.8), frame(0.3)], 1],
  ['the likeliest though none is offensive', [frame(0.1), frame(0.3)], 1],
  ['an offensive one before one that is not judged', [unreadable, frame(0.8), foreign], 1],
  ['one that is not judged before harmless ones', [frame(0.1), unreadable, frame(0.3)], 1],
  ['the first of those alone', [foreign, unreadable], 0],
])('of an animation speaks %s', (_, frames, worst) => expect(worstFrame(frames, 0.7)).toBe(worst))
