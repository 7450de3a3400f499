import browser from 'webextension-polyfill'
import { loadPauses, pausedUntil, pauseTab, resume } from '../pauses.ts'
import { REVEAL_MS, sendToFrames } from '../protocol.ts'
import { openCheckWindow } from './check-window.ts'

/** By the names in the manifest; `tab` is the one in front. */
const COMMANDS: Record<string, (tab: number) => Promise<void>> = {
  pause: async (tab) => (pausedUntil(await loadPauses(), tab) === null ? pauseTab(tab) : resume(tab)),
  reveal: (tab) => sendToFrames(tab, 'extension-to-content: reveal-all', { ms: REVEAL_MS }),
  check: () => openCheckWindow(),
}

export function answerCommands(): void {
  // Firefox for Android has none (145)
  browser.commands?.onCommand.addListener(async (name) => {
    // Firefox before 126 names no tab
    const [tab] = await browser.tabs.query({ active: true, lastFocusedWindow: true })
    if (tab?.id !== undefined && Object.hasOwn(COMMANDS, name)) await COMMANDS[name](tab.id)
  })
}
