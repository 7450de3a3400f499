import { createSite } from './site.ts'

/** Ids and picture addresses: public user scripts, extensions and their tests, 2026-11-25; class names are hashes. */
export const discord = createSite({
  name: 'Discord',
  hosts: ['*://*.discord.com/*'],
  // attachments, and pictures of other sites that Discord passes on
  mediaHosts: ['*://cdn.discordapp.com/*', '*://*.discordapp.net/*'],
  posts: '[data-list-item-id^="chat-messages___"], li[id^="chat-messages-"]',
  // an answer shows the words that it answers
  words: { at: '[id^="message-content-"]', notIn: '[id^="message-reply-context-"]' },
  ignored: {
    at: '[class*="avatar" i], img.emoji',
    address: new RegExp(
      '^https?://(discord\\.com/assets/|cdn\\.discordapp\\.com/(embed/avatars|avatars|avatar-decoration-presets' +
        '|guilds/\\d+/users/\\d+/avatars|icons|emojis|role-icons|app-icons|badge-icons|clan-badges)/)',
    ),
  },
})
