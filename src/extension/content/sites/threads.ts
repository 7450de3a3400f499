import { createSite } from './site.ts'

/** Structure: public user scripts and extensions, 2026-11-25; its class names are hashes and change. */
export const threads = createSite({
  name: 'Threads',
  hosts: ['*://*.threads.com/*', '*://*.threads.net/*'],
  mediaHosts: ['*://*.cdninstagram.com/*', '*://*.fbcdn.net/*'],
  // media can be pressed too, but only a post says when it was written
  posts: '[data-pressable-container]:has(time)',
  // names, times and topics stand in links, counts in buttons
  words: { at: '[dir="auto"]', notIn: 'a, time, picture, [role="button"], button' },
  ignored: {
    at: 'a[href^="/@"]:not([href*="/post/"])',
    // …-19/ are profile pictures, as on Instagram
    address: /\/t\d+\.\d+-19\/|^https?:\/\/static\.cdninstagram\.com\//,
  },
})
