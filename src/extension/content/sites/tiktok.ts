import { createSite } from './site.ts'

/** Test ids: public scrapers and extensions; picture servers: allow lists of downloaders, 2026-11-25. */
export const tiktok = createSite({
  name: 'TikTok',
  hosts: ['*://*.tiktok.com/*'],
  // by region; stickers of messages come from ibyteimg.com, icons from ttwstatic.com
  mediaHosts: ['*://*.tiktokcdn.com/*', '*://*.tiktokcdn-us.com/*', '*://*.tiktokcdn-eu.com/*', '*://*.ibyteimg.com/*'],
  // in search the words stand beside the video, in one element with it
  posts: `[data-e2e="recommend-list-item-container"], [data-e2e="user-post-item"], [data-e2e="explore-item"],
    [data-e2e="challenge-item"], :has(> [data-e2e="search_top-item"]), :has(> [data-e2e="search_video-item"]),
    [class*="DivBrowserModeContainer"]`,
  words: {
    at: '[data-e2e="video-desc"], [data-e2e="browse-video-desc"], [data-e2e="search-card-video-caption"]',
  },
  ignored: {
    at: '[data-e2e*="avatar"], [class*="ImgAvatar"], [class*="SpanAvatarContainer"]',
    // -avt- is the store of avatars
    address: /\/[\w-]+-avt-[\w-]+\/|^https?:\/\/[\w.-]+\.ttwstatic\.com\//,
  },
})
