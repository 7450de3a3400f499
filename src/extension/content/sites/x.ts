import { createSite } from './site.ts'

/** Test ids and picture addresses: public scrapers and extensions, 2026-11-25. */
export const x = createSite({
  name: 'X',
  hosts: ['*://*.x.com/*', '*://*.twitter.com/*'],
  // abs.twimg.com has emoji and icons, video.twimg.com no pictures
  mediaHosts: ['*://pbs.twimg.com/*'],
  // a quoted post has no test id of its own, but is pressed as a whole and names its author
  posts: 'article[data-testid="tweet"], [data-testid="tweet"] [role="link"]:has([data-testid="User-Name"])',
  words: { at: '[data-testid="tweetText"]' },
  ignored: {
    at: '[data-testid="Tweet-User-Avatar"], [data-testid^="UserAvatar-Container"]',
    address: /^https?:\/\/(pbs\.twimg\.com\/profile_images|abs(-\d)?\.twimg\.com)\//,
  },
})
