import { createSite } from './site.ts'

/** Structure: a public extension for Tumblr, picture addresses from scrapers, 2026-11-25; class names are hashes. */
export const tumblr = createSite({
  name: 'Tumblr',
  // pictures come from 64.media.tumblr.com
  hosts: ['*://*.tumblr.com/*'],
  mediaHosts: [],
  // with all that was added to it as it was passed on
  posts: '[tabindex="-1"][data-id]',
  words: {
    at: 'article :is(p, h1, h2, h3, li, blockquote)',
    notIn: 'article header, article footer, figure',
  },
  ignored: {
    at: 'article header',
    // avatars are square cuts, u_c1
    address: /\/s\d+x\d+u_c1\/|\/avatar_\w+_\d+\.\w+$|^https?:\/\/(assets\.tumblr|px\.srvcs\.tumblr)\.com\//,
  },
})
