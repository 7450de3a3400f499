import { createSite } from './site.ts'

/** Structure: public scrapers' selectors, 2026-11-25; its class names are hashes and change. */
export const instagram = createSite({
  name: 'Instagram',
  hosts: ['*://*.instagram.com/*'],
  mediaHosts: ['*://*.cdninstagram.com/*', '*://*.fbcdn.net/*'],
  // a post in the feed or in its dialog; a tile of a grid
  posts: 'article, main a[href*="/p/"], main a[href*="/reel/"]',
  // names and counts stand in links, comments in lists
  words: { at: 'article h1, article span[dir="auto"]', notIn: 'header, a, ul, [role="button"], button' },
  ignored: {
    at: 'article header',
    // …-19/ are profile pictures
    address: /\/t\d+\.\d+-19\/|^https?:\/\/static\.cdninstagram\.com\//,
  },
})
