import { createSite } from './site.ts'

/** Test ids: public scrapers and user scripts, 2026-11-25. Its hosts of other countries are the user's to allow. */
export const pinterest = createSite({
  name: 'Pinterest',
  hosts: ['*://*.pinterest.com/*'],
  // s.pinimg.com has scripts and icons
  mediaHosts: ['*://i.pinimg.com/*'],
  posts: `[data-test-id="pin"], [data-grid-item], [data-test-id="CloseupMainPin"], [data-test-id="pin-closeup"],
    [data-test-id^="closeup-body"]`,
  words: {
    at: `[data-test-id="pinrep-footer-organic-title"], [data-test-id="pinTitle"], [data-test-id="closeup-title"],
      [data-test-id="main-pin-description-text"], [data-test-id="truncated-description"]`,
  },
  ignored: {
    at: '[data-test-id="gestalt-avatar-svg"], [data-test-id*="avatar"]',
    // _RS is the cut of profile pictures
    address: /^https?:\/\/(i\.pinimg\.com\/\d+x\d+_RS|s\.pinimg\.com)\//,
  },
})
