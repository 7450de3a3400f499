import { decide } from '../../core/decide.ts'
import { apartSaid } from '../../core/explanation.ts'
import { APART, counting, type Ratings, UNRATED, type Unwanted } from '../../core/model/ratings.ts'
import { say } from '../../runtime/browser/say.ts'
import { type CheckResult, reasonOf } from '../check-result.ts'
import type { PictureState } from '../protocol.ts'
import type { PageSettings } from '../site-settings.ts'

/** What is known of a picture beside its verdict. */
export interface Flags {
  /** Whether it is one to look at: it loaded, and is shown large enough. */
  eligible: boolean
  /** What the user wants of this picture; null leaves it to the settings. */
  choice: 'show' | 'cover' | null
  /** A first look saw no lettering in it, or did not come in time. */
  plain?: boolean
  /** The pointer is on it, and that shows it. */
  peeked?: boolean
}

/** Whether it was judged, and is veiled for that. */
export function isFlagged(state: PictureState): boolean {
  return state === 'offensive' || APART.some((kind) => state === kind)
}

/** Whether it is veiled for good, judged or not; what is checked or unknown may be covered too. */
export function isVeiled(state: PictureState): boolean {
  return isFlagged(state) || state === 'blocked'
}

/** How a picture is shown. */
export interface Appearance {
  state: PictureState
  covered: boolean
  /** What its label says; null where there is none. */
  caption: string | null
}

type Wanted = Unwanted &
  Pick<PageSettings, 'coverFirst' | 'effect' | 'unknown' | 'foreign' | 'level' | 'threshold' | 'coverAll' | 'revealAll'>

/** The state of a picture on a page, by the settings and what is known of it; `result` is null while it is checked. */
export function appearance(settings: Wanted, result: CheckResult | null, flags: Flags): Appearance {
  const state = stateOf(settings, result, flags)
  const covered = settings.effect !== 'badge' && isCovered(settings, result, state, flags)
  const caption = state === 'fine' || state === 'checking' ? null : captionOf(settings, result, state, covered)
  return { state, covered, caption }
}

const ORDER: PictureState[] = ['offensive', ...APART, 'checking', 'unknown', 'fine']

/**
 * The result that counts for an element that shows several pictures: one that is veiled if any is, then one that is
 * still checked (null), then one that could not be judged. Null too where there is none.
 */
export function worst(settings: Wanted, results: (CheckResult | null)[]): CheckResult | null {
  const judging = { ...settings, coverAll: false, revealAll: false }
  const rank = (result: CheckResult | null) => ORDER.indexOf(stateOf(judging, result, { eligible: true, choice: null }))
  return (
    results.reduce<CheckResult | null | undefined>(
      (found, result) => (found === undefined || rank(result) < rank(found) ? result : found),
      undefined,
    ) ?? null
  )
}

export function ratingsOf(result: CheckResult | null): Ratings {
  return (result?.state === 'judged' ? result.verdict.ratings : result?.ratings) ?? UNRATED
}

const countingOf = (settings: Wanted, result: CheckResult) => counting(ratingsOf(result), settings)

function stateOf(settings: Wanted, result: CheckResult | null, { eligible, choice, peeked }: Flags): PictureState {
  if (!eligible) return 'fine'
  const shown = peeked || choice === 'show' || (choice === null && settings.revealAll)
  if (settings.coverAll) return shown ? 'revealed' : 'blocked'
  if (result === null) return 'checking'
  const judged = judgedState(settings, result)
  return shown && judged !== 'fine' ? 'revealed' : judged
}

function judgedState(settings: Wanted, result: CheckResult): PictureState {
  const apart = countingOf(settings, result)[0]?.kind
  if (result.state === 'unknown') return apart ?? 'unknown'
  const prediction = decide(result.verdict, settings)
  return prediction === 'Offensive' ? 'offensive' : (apart ?? 'fine')
}

/** Before it is judged. */
function isCoveredFirst({ coverFirst, revealAll }: Wanted, { plain }: Flags): boolean {
  return !revealAll && (coverFirst === 'all' || (coverFirst === 'lettering' && !plain))
}

function isCovered(settings: Wanted, result: CheckResult | null, state: PictureState, flags: Flags): boolean {
  if (state === 'checking') return isCoveredFirst(settings, flags)
  if (state !== 'unknown') return isVeiled(state)
  return flags.choice === 'cover' || (isForeign(result) ? settings.foreign : settings.unknown) === 'cover'
}

function isForeign(result: CheckResult | null): boolean {
  return result?.state === 'unknown' && result.kind === 'language'
}

function captionOf(settings: Wanted, result: CheckResult | null, state: PictureState, covered: boolean): string {
  if (settings.coverAll || result === null) return say('captionBlocked')
  const foreign = result.state === 'unknown' && result.language
  // a small mark: what may be seen needs no explanation
  if (state === 'unknown' && !covered && foreign) return told([likelihood(result)], say.value({ language: foreign }))
  const rated = countingOf(settings, result).map((one) => apartSaid(say, one))
  const reason = state === 'unknown' && result.state === 'unknown' ? reasonOf(say, result) : null
  return told([likelihood(result), ...rated], reason)
}

function told(what: string[], why: string | null): string {
  const said = what.join(say('comma'))
  return why === null ? said : say('told', { what: { said }, why: { said: why } })
}

/** By a picture alone nothing is sure, and nobody should read it so. */
function likelihood(result: CheckResult): string {
  if (result.state === 'unknown') return say('notChecked')
  const { probability, kind } = result.verdict
  return say(kind === 'picture' ? 'captionWeak' : 'captionOffensive', { percent: { percent: probability } })
}
