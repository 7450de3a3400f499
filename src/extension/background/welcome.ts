import browser from 'webextension-polyfill'

/** Shown once, after the installation; what else is to be done then doesn't depend on it. */
export async function openWelcome(): Promise<void> {
  try {
    await browser.tabs.create({ url: browser.runtime.getURL('src/extension/welcome/welcome.html') })
  } catch (error) {
    console.warn('The welcome page could not be opened:', error)
  }
}
