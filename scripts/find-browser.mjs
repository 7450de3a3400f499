// Where the browsers are: an environment variable, then the known places of each system, then PATH.
import { statSync } from 'node:fs'
import { posix, win32 } from 'node:path'

/** @typedef {'chrome' | 'firefox'} BrowserName */

/**
 * @typedef {object} Machine
 * @property {string} platform as in process.platform
 * @property {Record<string, string | undefined>} env
 * @property {(path: string) => boolean} exists whether there is a file at this path
 */

/** The environment variable that names each browser's program. */
export const VARIABLES = { chrome: 'MEMEVEIL_CHROMIUM', firefox: 'MEMEVEIL_FIREFOX' }

/** What a person would install. */
const TITLES = { chrome: 'Chromium 123 or later (or Brave, Edge, Chrome)', firefox: 'Firefox 140 or later' }

/** Builds that have nothing of a vendor's own come first: what is tested is the engine. */
const COMMANDS = {
  chrome: ['chromium', 'chromium-browser', 'brave-browser', 'microsoft-edge', 'google-chrome'],
  firefox: ['firefox-esr', 'firefox'],
}

const MAC_APPS = {
  chrome: ['Chromium', 'Google Chrome for Testing', 'Brave Browser', 'Microsoft Edge', 'Google Chrome'].map(
    (name) => `${name}.app/Contents/MacOS/${name}`,
  ),
  firefox: ['Firefox', 'Firefox Developer Edition', 'Firefox Nightly'].map(
    (name) => `${name}.app/Contents/MacOS/firefox`,
  ),
}

const WINDOWS_PROGRAMS = {
  chrome: [
    'Chromium\\Application\\chrome.exe',
    'BraveSoftware\\Brave-Browser\\Application\\brave.exe',
    'Microsoft\\Edge\\Application\\msedge.exe',
    'Google\\Chrome\\Application\\chrome.exe',
  ],
  firefox: ['Mozilla Firefox\\firefox.exe', 'Firefox Developer Edition\\firefox.exe', 'Firefox Nightly\\firefox.exe'],
}

/**
 * @param {(string | undefined)[]} folders
 * @param {string[]} names
 * @param {{ join(...parts: string[]): string }} path
 */
const each = (folders, names, path) =>
  names.flatMap((name) => folders.flatMap((folder) => (folder ? [path.join(folder, name)] : [])))

/** @type {Record<string, (name: BrowserName, env: Machine['env']) => string[]>} */
const PLACES = {
  linux: (name) => each(['/usr/bin', '/usr/local/bin', '/snap/bin'], COMMANDS[name], posix),
  darwin: (name, env) => each(['/Applications', env.HOME && `${env.HOME}/Applications`], MAC_APPS[name], posix),
  win32: (name, env) =>
    each([env.ProgramFiles, env['ProgramFiles(x86)'], env.LOCALAPPDATA], WINDOWS_PROGRAMS[name], win32),
}

/** @param {BrowserName} name @param {Machine} machine */
function onPath(name, { platform, env }) {
  const path = platform === 'win32' ? win32 : posix
  const suffix = platform === 'win32' ? '.exe' : ''
  return each(
    (env.PATH ?? '').split(path.delimiter),
    COMMANDS[name].map((command) => command + suffix),
    path,
  )
}

/**
 * The path of a browser's program, or undefined where there is none.
 * @param {BrowserName} name
 * @param {Machine} machine
 * @throws {Error} when the environment variable points to no file
 */
export function lookFor(name, machine) {
  const { platform, env, exists } = machine
  const override = env[VARIABLES[name]]
  if (override) {
    if (exists(override)) return override
    throw new Error(`${VARIABLES[name]} is "${override}", and there is no program at that path.`)
  }
  return [...(PLACES[platform] ?? PLACES.linux)(name, env), ...onPath(name, machine)].find(exists)
}

/** @type {Machine} */
export const thisMachine = {
  platform: process.platform,
  env: process.env,
  exists: (path) => statSync(path, { throwIfNoEntry: false })?.isFile() ?? false,
}

/** @param {BrowserName} name */
export const howToGet = (name) =>
  `No ${name === 'chrome' ? 'Chromium' : 'Firefox'} was found. ` +
  `Install ${TITLES[name]}, or set ${VARIABLES[name]} to the path of its program.`

/**
 * The path of a browser's program on this machine.
 * @param {BrowserName} name
 * @throws {Error} which says what to install or to set
 */
export function findBrowser(name) {
  const found = lookFor(name, thisMachine)
  if (!found) throw new Error(howToGet(name))
  return found
}
