import { createSite } from './site.ts'

/** Element names and picture addresses: public extensions, 2026-11-25. */
export const youtube = createSite({
  name: 'YouTube',
  hosts: ['*://*.youtube.com/*'],
  // thumbnails; pictures of channels' posts; banners. Hosts by name, since Google keeps much else beside them
  mediaHosts: ['*://*.ytimg.com/*', '*://yt3.ggpht.com/*', '*://yt4.ggpht.com/*', '*://yt3.googleusercontent.com/*'],
  posts: `ytd-rich-item-renderer, ytd-video-renderer, ytd-compact-video-renderer, ytd-grid-video-renderer,
    ytd-playlist-video-renderer, ytd-playlist-panel-video-renderer, yt-lockup-view-model,
    ytm-shorts-lockup-view-model, ytm-shorts-lockup-view-model-v2, ytm-video-with-context-renderer,
    ytd-post-renderer, ytd-backstage-post-renderer, ytm-backstage-post-renderer, ytd-comment-view-model`,
  words: { at: '#video-title, h3, #content-text, #home-content-text' },
  ignored: {
    at: `#avatar, #avatar-link, #author-thumbnail, #channel-thumbnail, yt-avatar-shape,
      yt-decorated-avatar-view-model, .emoji`,
    // =s88-c-k-… is the cut of avatars, of a post's pictures it is another
    address: /=s\d+-c-k-|^https?:\/\/www\.youtube\.com\/s\/|^https?:\/\/fonts\.gstatic\.com\//,
  },
})
