import { createSite } from './site.ts'

/** Test ids and picture servers: the app's own public source, extensions and server configurations, 2026-11-25. */
export const bluesky = createSite({
  name: 'Bluesky',
  hosts: ['*://bsky.app/*'],
  // video.bsky.app sends posters on to video.cdn.bsky.app
  mediaHosts: ['*://cdn.bsky.app/*', '*://video.bsky.app/*', '*://video.cdn.bsky.app/*', '*://t.gifs.bsky.app/*'],
  // a post without a test id (quoted, in search) is pressed as a whole; all rich text has a mark for breaking words
  posts: `[data-testid^="feedItem-by-"], [data-testid^="postThreadItem-by-"],
    [role="link"]:has([data-word-wrap], [data-testid="postText"])`,
  words: { at: '[data-word-wrap], [data-testid="postText"]' },
  ignored: {
    at: '[data-testid="userAvatarImage"], [data-testid="userAvatarFallback"]',
    address: /^https?:\/\/cdn\.bsky\.app\/img\/avatar/,
  },
})
