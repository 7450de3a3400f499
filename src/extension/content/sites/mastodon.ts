import { createSite } from './site.ts'

/**
 * Classes of its public web client, 4.5, 2026-11-25. Two servers of thousands: the others work by the generic finder
 * once the user allows them.
 */
export const mastodon = createSite({
  name: 'Mastodon',
  hosts: ['*://mastodon.social/*', '*://mastodon.online/*'],
  mediaHosts: ['*://files.mastodon.social/*', '*://files.mastodon.online/*'],
  // a quoted post is a status in a status
  posts: '.status, .detailed-status',
  words: { at: '.status__content__text, .content-warning', without: '.link-button' },
  ignored: {
    at: '.account__avatar, .status__avatar, .detailed-status__display-avatar, .emojione, .custom-emoji',
    address: /\/(accounts\/avatars|custom_emojis)\//,
  },
})
