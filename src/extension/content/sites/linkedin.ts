import { createSite } from './site.ts'

/** Classes of the old page, keys and view names of the new one: public extensions and scrapers, 2026-11-25. */
export const linkedin = createSite({
  name: 'LinkedIn',
  hosts: ['*://*.linkedin.com/*'],
  // static.licdn.com has icons
  mediaHosts: ['*://media.licdn.com/*'],
  // in the old page a post that is passed on is a small post in the post
  posts: `.feed-shared-update-v2, .update-components-mini-update-v2, [data-view-name="feed-full-update"],
    [role="listitem"]:has([componentkey^="feed-commentary"]), .comments-comment-entity`,
  words: {
    at: `.update-components-text, [data-view-name="feed-commentary"], [componentkey^="feed-commentary"],
      [componentkey^="feed-original-share-description"], .comments-comment-item__main-content`,
  },
  ignored: {
    at: '.update-components-actor__avatar, .presence-entity, [class*="EntityPhoto-"]',
    address: new RegExp(
      '/(profile-(displayphoto|framedphoto)|(company|school|group)-logo)' +
        '|^https?://(static\\.licdn|px\\.ads\\.linkedin)\\.com/',
    ),
  },
})
