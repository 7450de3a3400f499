import type { Level } from '../../core/model/levels.ts'
import { say } from '../../runtime/browser/say.ts'
import type { Effect } from '../content/cover/stylesheet.ts'
import type { CoverFirst, Unit } from '../settings.ts'

/** What the values of settings are called, in the order in which they are offered. */
export const LEVEL_NAMES: Record<Level, string> = {
  gentle: say('level_gentle'),
  balanced: say('level_balanced'),
  strict: say('level_strict'),
}
export const EFFECT_NAMES: Record<Effect, string> = {
  blur: say('effect_blur'),
  solid: say('effect_solid'),
  greyscale: say('effect_greyscale'),
  badge: say('effect_badge'),
}
export const UNIT_NAMES: Record<Unit, string> = {
  picture: say('unit_picture'),
  post: say('unit_post'),
  fold: say('unit_fold'),
}
export const COVER_FIRST_NAMES: Record<CoverFirst, string> = {
  all: say('coverFirst_all'),
  lettering: say('coverFirst_lettering'),
  none: say('coverFirst_none'),
}
