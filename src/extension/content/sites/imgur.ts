import { createSite } from './site.ts'

/** Classes: public user scripts and scrapers, 2026-11-25. */
export const imgur = createSite({
  name: 'Imgur',
  // pictures come from i.imgur.com
  hosts: ['*://*.imgur.com/*'],
  mediaHosts: [],
  // a gallery with all its pictures, a comment, a tile of a list
  posts: '.Gallery, :has(> .Gallery-ContentWrapper), .GalleryComment, .Post-item',
  words: { at: '.Gallery-Title, .Gallery-Content--descr, .GalleryComment-body, .Post-item-title' },
  ignored: {
    at: '[class*="avatar" i], .image-placeholder[src^="data:"]',
    address: /^https?:\/\/(s\.imgur\.com\/|imgur\.com\/user\/[^/]+\/avatar)/,
  },
})
