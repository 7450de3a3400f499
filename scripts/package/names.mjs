import { readFileSync } from 'node:fs'

const { version } = JSON.parse(readFileSync('package.json', 'utf8'))

export const BROWSERS = ['chrome', 'firefox']
export const FOLDER = 'out/package'
export const SUMS = `${FOLDER}/SHA256SUMS`

/** @param {string} what "chrome.zip" */
export const nameOf = (what) => `memeveil-${version}-${what}`
