import type { KeptOfPicture } from './corrections/fed.ts'
import type { InputKind, ModelName } from './model/head.ts'
import { LEVELS, type Level, type Thresholds } from './model/levels.ts'
import type { Ratings } from './model/ratings.ts'
import type { Seen, Topic } from './model/topics.ts'
import type { Message, Say } from './say.ts'
import type { Opinion, SeeingTowers } from './second/beside.ts'
import { UserError } from './user-error.ts'

/** What the pipeline says of one picture or text. Probabilities are calibrated, times are milliseconds. */
export interface Verdict {
  probability: number
  /** What there was to judge by, */
  kind: InputKind
  /** and from which probability on each level flags that. */
  thresholds: Thresholds
  /** What the picture is rated apart from that. */
  ratings: Ratings
  text: string
  /** Lines of the picture that are nobody's words and were not judged: dates, counters, watermarks. */
  asides: string[]
  /** The text's language where it is another one than English (ISO 639-1): then the probability means nothing. */
  language: string | null
  /**
   * What became of the lettering: where it is unreadable, the probability means nothing. 'none' also where the text was
   * given.
   */
  lettering: 'read' | 'unreadable' | 'none'
  /** How many frames were judged; the verdict is of the worst. 1 for a still picture, 0 for a text alone. */
  frames: number
  /** Mean confidence of the lines read, 0–1; null when the text was given or there was none to read. */
  ocrConfidence: number | null
  model: ModelName
  ms: Stages
  /** Where it was asked for. */
  contributions?: Contributions
  /** What the towers made of it, where it was asked for: by it another head judges without them. */
  fed?: KeptOfPicture & { second?: SeenBySecond }
  /** What the model of its topics made of it, where that was asked for: by it other topics are scored without it. */
  seen?: Seen
  /** Of a second model, where one looked on; `probability` has it, if it counts. */
  second?: Opinion
  /** The correction that alone decided. */
  corrected?: { id: string; offensive: boolean }
}

/** What a second model's towers made of a picture: a packed embedding, and P(offensive) by prompts, if there is one. */
export interface SeenBySecond {
  towers: SeeingTowers
  image: string
  zeroShot: number | null
}

/** What each part did to the probability: with it minus without it; null for a part that wasn't there. */
export interface Contributions {
  image: number | null
  text: number | null
  words: { word: string; change: number }[]
  /** The part of a long text that counted, whose words these are; null where the whole text did. */
  window: string | null
}

export interface Stages {
  decode: number
  ocr: number
  vision: number
  text: number
  head: number
  ratings: number
}

/** Runs a stage and counts its time. */
export type Timed = <T>(stage: keyof Stages, work: () => Promise<T> | T) => Promise<T>

/** Milliseconds of a verdict, all stages together. */
export function totalMs(ms: Stages): number {
  return Object.values(ms).reduce((sum, stage) => sum + stage, 0)
}

export type Prediction = 'Offensive' | 'Non-offensive'

/** Why a verdict must not be taken for one; the reason is fit to say after a colon. */
export interface NotJudged {
  kind: 'language' | 'lettering'
  reason: Message
  /** The text's language (ISO 639-1), where it is that. */
  language?: string
}

/** Null where the verdict may be taken for one. */
export function notJudged({ language, lettering }: Pick<Verdict, 'language' | 'lettering'>): NotJudged | null {
  if (lettering === 'unreadable') return { kind: 'lettering', reason: ['reasonLettering'] }
  if (language === null) return null
  return { kind: 'language', language, reason: ['reasonLanguage', { language: { language } }] }
}

/** The verdict, where it may be taken for one. Throws UserError. */
export function refuseUnjudged(say: Say, verdict: Verdict): Verdict {
  const unjudged = notJudged(verdict)
  if (unjudged) throw new UserError(unjudged.kind, say.message(unjudged.reason))
  return verdict
}

/** What is said of a picture that has nothing to judge. */
export const HARMLESS = {
  probability: 0,
  kind: 'picture',
  language: null,
  lettering: 'none',
  frames: 1,
  ocrConfidence: null,
} as const satisfies Partial<Verdict>

/** How readily is flagged: by a level or, where it is given, by one threshold for every kind of input. */
export interface Sensitivity {
  level: Level
  threshold: number | null
  /** What pictures are looked through for, too: a matter of its own, which `decide` leaves alone. */
  topics?: readonly Topic[]
}

/** The probability from which is flagged. */
export function flagsFrom(thresholds: Thresholds, { level, threshold }: Sensitivity): number {
  return threshold ?? thresholds[level]
}

/** Where P(offensive) becomes a decision. */
export function decide(
  { probability, thresholds }: Pick<Verdict, 'probability' | 'thresholds'>,
  sensitivity: Sensitivity,
): Prediction {
  return probability >= flagsFrom(thresholds, sensitivity) ? 'Offensive' : 'Non-offensive'
}

/** Why a verdict tells little, fit to show after a colon; null where there were words to judge by. */
export function weakness(say: Say, { kind }: Pick<Verdict, 'kind'>): string | null {
  return kind === 'picture' ? say('weakness') : null
}

/** What speaks for an animation, the first of these that a frame is: flagged at a level, not judged, or neither. */
const SPEAKING = ['gentle', 'balanced', 'unjudged', 'strict', 'fine'] as const

/**
 * Which of an animation's frames speaks for it, at whatever level, for verdicts are kept when it changes: the one that
 * the gentlest level flags, since every stricter one flags it too; of equals the likeliest. A frame that could not be
 * judged gives way to what the balanced level flags, but not to what the strict one alone does: at the others the
 * animation would pass for fine, and at the strict one it is told as not checked. A threshold of the user's own decides
 * on the frame that speaks, too.
 */
export function worstFrame(frames: Pick<Verdict, 'probability' | 'thresholds' | 'language' | 'lettering'>[]): number {
  const ranked = frames.map((frame) => {
    if (notJudged(frame)) return { rank: SPEAKING.indexOf('unjudged'), probability: 0 }
    const flagging = LEVELS.find((level) => decide(frame, { level, threshold: null }) === 'Offensive')
    return { rank: SPEAKING.indexOf(flagging ?? 'fine'), probability: frame.probability }
  })
  const worst = ranked.reduce((a, b) => ((b.rank - a.rank || a.probability - b.probability) < 0 ? b : a))
  return ranked.indexOf(worst)
}
