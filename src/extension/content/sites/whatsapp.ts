import { createSite } from './site.ts'

/** Roles, data-id and emoji: public extensions and scrapers, 2026-11-25; class names are hashes. */
export const whatsapp = createSite({
  name: 'WhatsApp',
  hosts: ['*://web.whatsapp.com/*'],
  // chats show blob: and data: addresses; whatsapp.net has profile pictures, and the others encrypted
  mediaHosts: [],
  posts: '[data-id^="true_"], [data-id^="false_"], #main [role="row"]',
  words: { at: '.selectable-text, [data-testid$="selectable-text"]', notIn: '[data-testid="quoted-message"]' },
  ignored: {
    at: 'header, #pane-side, .emoji, [data-asset-chat-background-light], [data-asset-chat-background-dark]',
    address: /^https?:\/\/((pps|static)\.whatsapp\.net\/|[\w.-]+\.whatsapp\.net\/v\/t61\.24694-24\/)/,
  },
})
