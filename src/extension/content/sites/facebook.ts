import { createSite } from './site.ts'

/** Roles and data attributes: public scrapers, user scripts and filter lists, 2026-11-25. */
export const facebook = createSite({
  name: 'Facebook',
  hosts: ['*://*.facebook.com/*'],
  mediaHosts: ['*://*.fbcdn.net/*'],
  // the feed numbers its posts or makes them articles; a comment is an article with a label
  posts: `[role="main"] [aria-posinset], [role="feed"] > div, [data-pagelet^="FeedUnit"], [role="article"],
    [role="dialog"]:has([data-ad-rendering-role="story_message"])`,
  // a post that is passed on has no element of its own: its words count with those above it
  words: {
    at: `[data-ad-rendering-role="story_message"], [data-ad-comet-preview="message"], [data-ad-preview="message"],
      [role="article"][aria-label] div[dir="auto"]`,
  },
  ignored: {
    // avatars are cut round by a mask
    at: 'svg[role="img"] image, g[mask] image',
    // …-1/ are profile pictures; the static server has emoji and sprites
    address: /\/t\d+\.\d+-1\/|^https?:\/\/static\.[\w.-]*fbcdn\.net\/|^https?:\/\/www\.facebook\.com\/tr\b/,
  },
})
