import { createSite } from './site.ts'

/** Test ids and picture servers: the app's own public source, extensions and server configurations, 2026-11-25. */
export const bluesky = createSite({
  name: 'Bluesky',
  hosts: ['*://bsky.app/*'],
  // video.bsky.app sends posters on to video.cdn.bsky.app
  mediaHosts: ['*://cdn.bsky.app/*', '*://video.bsky.app/*', '*://video.cdn.bsky.app/*', '*://t.gifs.bsky.app/*'],
  // search lists posts without a test id; a quoted post has no element that could be told
  posts: `[data-testid^="feedItem-by-"], [data-testid^="postThreadItem-by-"],
    [role="link"]:has([data-testid="postText"])`,
  // the post that a page is about has no postText, but as all rich text a mark for breaking words
  words: { at: '[data-testid="postText"], [data-testid^="postThreadItem-by-"] [data-word-wrap]' },
  ignored: {
    at: '[data-testid="userAvatarImage"], [data-testid="userAvatarFallback"]',
    address: /^https:\/\/cdn\.bsky\.app\/img\/avatar/,
  },
})
