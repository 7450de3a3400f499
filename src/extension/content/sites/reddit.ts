import { createSite } from './site.ts'

/** Elements and slots of the new site, classes of the old: public user scripts and their tests, 2026-11-25. */
export const reddit = createSite({
  name: 'Reddit',
  hosts: ['*://*.reddit.com/*'],
  // redditstatic.com has icons and made-up avatars alone
  mediaHosts: ['*://*.redd.it/*', '*://*.redditmedia.com/*'],
  posts: 'shreddit-post, shreddit-ad-post, shreddit-comment, .thing',
  words: { at: '[slot="title"], [slot="text-body"], [slot="comment"], .thing a.title, .usertext-body' },
  ignored: {
    at: `shreddit-subreddit-icon, .shreddit-subreddit-icon__icon, [slot="credit-bar"], [slot="commentAvatar"],
      faceplate-hovercard, award-button, .flairrichtext`,
    address: new RegExp(
      [
        '^https?://www\\.redditstatic\\.com/',
        '^https?://styles\\.redditmedia\\.com/.*/styles/(communityIcon|profileIcon)',
        '^https?://i\\.redd\\.it/snoovatar/',
        '^https?://emoji\\.redditmedia\\.com/',
        '^https?://(alb\\.reddit|pixel\\.redditmedia)\\.com/',
      ].join('|'),
    ),
  },
})
