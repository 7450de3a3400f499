import type { Glimpse } from '../glimpse.ts'
import type { Urgency } from '../urgency.ts'
import type { Asker } from './request-rules.ts'

/** What is to be checked: a picture, a text, or a picture with the text that it is said to have. */
export interface Check {
  id: string
  address?: string
  text?: string
  /** What it stands on (#rrggbb). */
  background?: string
  /** What is kept by its address may be of another picture. */
  anew?: boolean
  /** Whether a first look is to be told before the verdict. */
  glimpse?: boolean
  /** Whether the verdict has to say why. */
  explain?: boolean
  /** Phrases that are tried on it, beside those of the settings. */
  topics?: string[]
}

/** A check under way. */
export interface Running {
  check: Check
  asker: Asker
  urgency: Urgency
  glimpse: Glimpse
  signal: AbortSignal
  /** Whether its turn has come. */
  isJudged: boolean
}
