import { describe, expect, test } from 'vitest'
import type { Verdict } from '../../../src/core/decide.ts'
import { UNRATED } from '../../../src/core/model/ratings.ts'
import type { CheckResult } from '../../../src/extension/check-result.ts'
import { appearance, type Flags } from '../../../src/extension/content/appearance.ts'
import type { PictureState } from '../../../src/extension/protocol.ts'
import { defaults } from '../../../src/extension/settings.ts'
import type { PageSettings } from '../../../src/extension/site-settings.ts'

const judged = (probability: number, sexual: number | null = null): CheckResult => ({
  state: 'judged',
  verdict: {
    probability,
    ratings: { ...UNRATED, sexual },
    kind: 'both',
    thresholds: { gentle: 0.8, balanced: 0.6, strict: 0.4 },
  } as Verdict,
  devices: null,
})
/** By the picture alone, whose thresholds are others. */
const wordless = (probability: number, sexual: number | null = null): CheckResult => ({
  state: 'judged',
  verdict: {
    probability,
    ratings: { ...UNRATED, sexual },
    kind: 'picture',
    thresholds: { gentle: 0.95, balanced: 0.9, strict: 0.7 },
  } as Verdict,
  devices: null,
})
/** How well a picture of another language, too, fits two topics. */
const shows = (spiders: number, snakes: number | null, probability = 0.1): CheckResult => {
  const topics = [
    { phrase: 'spiders', probability: spiders },
    { phrase: 'snakes', probability: snakes },
  ]
  const result = judged(probability)
  if (result.state === 'judged') result.verdict.ratings = { ...UNRATED, topics }
  return result
}
const SPIDERS: Partial<PageSettings> = { topics: [{ phrase: 'Spiders', strength: 3 }] }
const failed: CheckResult = { state: 'unknown', kind: 'too-late', reason: ['reasonLateJudged'] }
const foreign: CheckResult = {
  state: 'unknown',
  kind: 'language',
  reason: ['reasonLanguage', { language: { language: 'es' } }],
  language: 'es',
  ratings: { ...UNRATED, sexual: 0.9 },
}
const seen: Flags = { eligible: true, choice: null }
const shown: Flags = { eligible: true, choice: 'show' }
const hidden: Flags = { eligible: true, choice: 'cover' }
const plain: Flags = { eligible: true, choice: null, plain: true }
const small: Flags = { eligible: false, choice: null }

type Row = [
  what: string,
  settings: Partial<PageSettings>,
  result: CheckResult | null,
  flags: Flags,
  state: PictureState,
  covered: boolean,
  caption: string | null,
]

const ROWS: Row[] = [
  ['too small', {}, null, small, 'fine', false, null],
  ['too small, though offensive', {}, judged(0.9), small, 'fine', false, null],
  ['not judged yet', {}, null, seen, 'checking', true, null],
  ['not judged yet, shown first', { coverFirst: 'none' }, null, seen, 'checking', false, null],
  ['not judged yet, not looked at', { coverFirst: 'lettering' }, null, seen, 'checking', true, null],
  ['not judged yet, without lettering', { coverFirst: 'lettering' }, null, plain, 'checking', false, null],
  ['not judged yet, lettering or not', { coverFirst: 'all' }, null, plain, 'checking', true, null],
  ['offensive without lettering', { coverFirst: 'lettering' }, judged(0.9), plain, 'offensive', true, '90% offensive'],
  ['not judged yet, badge alone', { effect: 'badge' }, null, seen, 'checking', false, null],
  ['not judged on a blocked site', { coverAll: true }, null, seen, 'blocked', true, 'On a site that you block'],
  ['revealed on a blocked site', { coverAll: true }, null, shown, 'revealed', false, 'On a site that you block'],
  ['harmless on a blocked site', { coverAll: true }, judged(0.1), seen, 'blocked', true, 'On a site that you block'],
  ['too small on a blocked site', { coverAll: true }, null, small, 'fine', false, null],
  ['not judged while all is revealed', { revealAll: true }, null, seen, 'checking', false, null],
  ['offensive while all is revealed', { revealAll: true }, judged(0.9), seen, 'revealed', false, '90% offensive'],
  ['hidden again while all is revealed', { revealAll: true }, judged(0.9), hidden, 'offensive', true, '90% offensive'],
  [
    'a blocked one while all is revealed',
    { coverAll: true, revealAll: true },
    null,
    seen,
    'revealed',
    false,
    'On a site that you block',
  ],
  ['failed while all is revealed', { revealAll: true }, failed, seen, 'revealed', false, 'Not checked'],
  ['harmless', {}, judged(0.59), seen, 'fine', false, null],
  ['at the threshold', {}, judged(0.6), seen, 'offensive', true, '60% offensive'],
  ['above the strict threshold', { level: 'strict' }, judged(0.4), seen, 'offensive', true, '40% offensive'],
  ['below the strict threshold', { level: 'strict' }, judged(0.39), seen, 'fine', false, null],
  ['below the gentle threshold', { level: 'gentle' }, judged(0.79), seen, 'fine', false, null],
  ['below that of pictures without words', {}, wordless(0.89), seen, 'fine', false, null],
  ['without words', {}, wordless(0.9), seen, 'offensive', true, '90% offensive (weak: no words)'],
  [
    'without words, sexual',
    { sexual: true },
    wordless(0.2, 0.9),
    seen,
    'sexual',
    true,
    '20% offensive (weak: no words), 90% sexual',
  ],
  [
    'above the user’s threshold, whatever the level',
    { threshold: 0.3, level: 'gentle' },
    judged(0.31),
    seen,
    'offensive',
    true,
    '31% offensive',
  ],
  ['above the user’s threshold', { threshold: 0.3 }, judged(0.31), seen, 'offensive', true, '31% offensive'],
  ['below the user’s threshold', { threshold: 0.9 }, judged(0.8), seen, 'fine', false, null],
  ['offensive, badge alone', { effect: 'badge' }, judged(0.9), seen, 'offensive', false, '90% offensive'],
  ['offensive, revealed', {}, judged(0.9), shown, 'revealed', false, '90% offensive'],
  ['harmless, nothing to reveal', {}, judged(0.1), shown, 'fine', false, null],
  ['sexual, not asked for', {}, judged(0.1, 0.9), seen, 'fine', false, null],
  ['sexual', { sexual: true }, judged(0.1, 0.9), seen, 'sexual', true, '10% offensive, 90% sexual'],
  ['both', { sexual: true }, judged(0.7, 0.9), seen, 'offensive', true, '70% offensive, 90% sexual'],
  ['not sexual enough', { sexual: true }, judged(0.1, 0.79), seen, 'fine', false, null],
  ['a picture of a topic', SPIDERS, shows(0.93, 0.99), seen, 'topic', true, '10% offensive, shows: spiders (93%)'],
  [
    'a picture of a topic, revealed',
    SPIDERS,
    shows(0.93, 0),
    shown,
    'revealed',
    false,
    '10% offensive, shows: spiders (93%)',
  ],
  ['not enough of a topic', SPIDERS, shows(0.74, 0.99), seen, 'fine', false, null],
  [
    'enough of a topic that is veiled more readily',
    { topics: [{ phrase: 'spiders', strength: 4 }] },
    shows(0.74, null),
    seen,
    'topic',
    true,
    '10% offensive, shows: spiders (74%)',
  ],
  ['of a topic that nobody asked for', {}, shows(0.93, 0.99), seen, 'fine', false, null],
  [
    'offensive, of two topics',
    { topics: [...(SPIDERS.topics ?? []), { phrase: 'snakes', strength: 1 }] },
    shows(0.8, 0.98, 0.7),
    seen,
    'offensive',
    true,
    '70% offensive, shows: spiders (80%), shows: snakes (98%)',
  ],
  [
    'unknown text, of a topic',
    SPIDERS,
    { ...foreign, ratings: { ...UNRATED, topics: [{ phrase: 'spiders', probability: 0.9 }] } },
    seen,
    'topic',
    true,
    'Not checked, shows: spiders (90%)',
  ],
  ['unknown', {}, failed, seen, 'unknown', true, 'Not checked: it took too long to judge'],
  ['unknown, shown', { unknown: 'show' }, failed, seen, 'unknown', false, 'Not checked: it took too long to judge'],
  ['unknown, revealed', {}, failed, shown, 'revealed', false, 'Not checked'],
  ['unknown text, sexual', { sexual: true }, foreign, seen, 'sexual', true, 'Not checked, 90% sexual'],
  [
    'unknown, shown, then covered',
    { unknown: 'show' },
    failed,
    hidden,
    'unknown',
    true,
    'Not checked: it took too long to judge',
  ],
  ['harmless, nothing to cover', {}, judged(0.1), hidden, 'fine', false, null],
  ['unknown text, not asked', {}, foreign, seen, 'unknown', false, 'Not checked: Spanish'],
  [
    'unknown text, covered',
    { foreign: 'cover' },
    foreign,
    seen,
    'unknown',
    true,
    'Not checked: it has text in Spanish, and only English is judged',
  ],
]

describe('a picture that is', () => {
  test.each(ROWS)('%s', (_, settings, result, flags, state, covered, caption) =>
    expect(appearance({ ...defaults, ...settings }, result, flags)).toEqual({ state, covered, caption }),
  )
})
