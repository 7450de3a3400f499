/**
 * The vite modes that together build a browser's extension: a script that is injected can import nothing, so each is a
 * build of its own. Firefox needs none in the page's own world.
 *
 * @param {string} browser
 */
export function partsOf(browser) {
  return [browser, `${browser}-content`, ...(browser === 'chrome' ? ['chrome-page'] : [])]
}
