import { expect, test } from 'vitest'
import { changeOfHead, changeOfUse, type StoredSecond } from '../../../src/extension/engine/stored-heads.ts'

const bytes = new Uint8Array(1)
const head = { name: 'mine.json', bytes }
const CLIP = 'Xenova/clip'
const OTHER = 'Xenova/other'
const judging = { ...head, installed: CLIP }
const beside: StoredSecond = { installed: CLIP, head: null, mayVeil: true }
const withHead: StoredSecond = { ...beside, head, mayVeil: false }

test.each([
  ['beside, of one that does nothing, has no head', 'beside', {}, { second: { ...beside, mayVeil: false } }],
  [
    'beside, of the one that judges, takes its head along',
    'beside',
    { chosen: judging },
    { chosen: null, second: withHead },
  ],
  [
    'beside, where another one judges, puts the bundled one back',
    'beside',
    { chosen: { ...head, installed: OTHER } },
    { chosen: null, second: { ...beside, mayVeil: false } },
  ],
  [
    'beside, where a head for the bundled one judges, leaves that',
    'beside',
    { chosen: head },
    { second: { ...beside, mayVeil: false } },
  ],
  ['beside, where it is so, changes nothing', 'beside', { second: beside }, { second: beside }],
  ['alone, of the second with a head', 'alone', { second: withHead }, { chosen: judging, second: null }],
  ['none, of the second', 'none', { second: beside }, { second: null }],
  ['none, of the one that judges', 'none', { chosen: judging }, { chosen: null }],
  ['none, of one that does nothing', 'none', { chosen: head, second: { ...beside, installed: OTHER } }, {}],
] as const)('%s', (_, use, before, change) => {
  expect(changeOfUse(CLIP, use, before)).toEqual(change)
})

test('nothing judges alone without a head', () => {
  expect(() => changeOfUse(CLIP, 'alone', { second: beside })).toThrow('Xenova/clip has no head')
})

test('a model that was set aside is tried again where it is chosen again', () => {
  const faulty = { ...beside, fault: 'damaged' }
  expect(changeOfUse(CLIP, 'beside', { second: faulty }).second).not.toHaveProperty('fault')
  expect(changeOfHead(judging, faulty)).toEqual({ second: { ...withHead, mayVeil: true } })
})

test.each([
  ['of the bundled model leaves the second', head, withHead, { chosen: head }],
  ['for the second is the second’s', judging, beside, { second: { ...withHead, mayVeil: true } }],
  [
    'for another installed model judges alone',
    { ...head, installed: OTHER },
    beside,
    { chosen: { ...head, installed: OTHER }, second: null },
  ],
  [
    'for an installed model judges alone where nothing is beside',
    judging,
    undefined,
    { chosen: judging, second: null },
  ],
])('a head %s', (_, loaded, second, change) => {
  expect(changeOfHead(loaded, second)).toEqual(change)
})
