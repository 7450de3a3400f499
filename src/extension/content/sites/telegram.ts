import { createSite } from './site.ts'

/**
 * Classes of the two public web clients, /k/ and /a/, and of the channels' pages on t.me, which scrapers read;
 * picture servers from server configurations, 2026-11-25.
 */
export const telegram = createSite({
  name: 'Telegram',
  hosts: ['*://web.telegram.org/*', '*://t.me/*'],
  // of t.me: the clients show blob: addresses
  mediaHosts: ['*://*.telesco.pe/*', '*://*.cdn-telegram.org/*'],
  posts: '.bubble[data-mid], .Message, .tgme_widget_message',
  words: {
    at: '.bubble .message, .Message .text-content, .tgme_widget_message_text',
    notIn: '.reply, .EmbeddedMessage, .tgme_widget_message_reply',
    without: '.time, .reactions, .reply, .webpage, .MessageMeta, .Reactions, .EmbeddedMessage, .WebPage',
  },
  ignored: {
    at: `.avatar, .avatar-photo, .Avatar, .emoji, .custom-emoji, .CustomEmoji, .tgme_widget_message_user_photo,
      .tgme_page_photo_image`,
    address: /^https?:\/\/(telegram\.org\/img\/|t\.me\/i\/userpic\/)/,
  },
})
