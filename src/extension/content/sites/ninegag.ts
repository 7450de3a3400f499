import { createSite } from './site.ts'

/** Structure: public user scripts and scrapers, 2026-11-25. */
export const ninegag = createSite({
  name: '9GAG',
  hosts: ['*://*.9gag.com/*'],
  mediaHosts: ['*://*.9cache.com/*'],
  posts: 'article',
  words: { at: 'article :is(h1, h2, h3), .post-text' },
  ignored: {
    at: '[class*="avatar" i]',
    address: /^https?:\/\/(accounts-cdn\.9gag\.com|miscmedia-9gag-fun\.9cache\.com)\//,
  },
})
