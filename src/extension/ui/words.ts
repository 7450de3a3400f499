import type { Level } from '../../core/model/levels.ts'
import type { Effect } from '../content/cover/stylesheet.ts'

/** What the shared parts of popup, options and welcome page say. */
export const words = {
  level: {
    legend: 'How readily to veil',
    names: { gentle: 'Gentle', balanced: 'Balanced', strict: 'Strict' } satisfies Record<Level, string>,
  },
  effect: {
    legend: 'What a veiled picture looks like',
    names: {
      blur: 'Blurred',
      solid: 'A solid box',
      greyscale: 'Dim grey',
      badge: 'As it is, with a label',
    } satisfies Record<Effect, string>,
  },
  preview: {
    picture: 'A drawn meme: a cat on a sofa, with words above and below it',
    top: 'MY CAT HAS A PLAN',
    bottom: 'I AM NOT PART OF IT',
    caption: '93 % offensive',
    show: 'Show',
    hide: 'Hide',
    showLabel: 'Covered picture, 93 % offensive. Show it',
    hideLabel: 'Picture, 93 % offensive. Hide it',
    badgeLabel: 'Picture, 93 % offensive',
  },
}
