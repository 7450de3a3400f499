// What the other scripts need on a fresh machine: packages, browsers, fonts.
import { execFileSync, execSync, spawnSync } from 'node:child_process'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { howToGet, lookFor, thisMachine } from './find-browser.mjs'

/** @typedef {import('./find-browser.mjs').BrowserName | 'fonts' | 'languages' | 'services'} Need */

process.chdir(fileURLToPath(new URL('..', import.meta.url)))

/** @type {import('./find-browser.mjs').BrowserName[]} */
const BROWSERS = ['chrome', 'firefox']
const PACKAGES = { chrome: 'chromium', firefox: 'firefox-esr' }
const FONTS = [
  { path: '/usr/share/fonts/truetype/liberation', name: 'fonts-liberation' },
  { path: '/usr/share/fonts/truetype/dejavu', name: 'fonts-dejavu-core' },
]
/** In which the tests start browsers; elsewhere browsers have their languages with them. */
const LANGUAGES = [
  { path: '/usr/lib/chromium/locales/ar.pak', name: 'chromium-l10n' },
  ...['ar', 'de'].map((language) => ({
    path: `/usr/lib/firefox-esr/browser/extensions/langpack-${language}@firefox-esr.mozilla.org.xpi`,
    name: `firefox-esr-l10n-${language}`,
  })),
]

/** What a fleet stands on: the tests start their own, in their own folders. */
const SERVICES = [
  { path: '/usr/bin/redis-server', name: 'redis-server' },
  { path: '/usr/lib/postgresql', name: 'postgresql' },
  { path: '/usr/bin/promtool', name: 'prometheus' },
]

/**
 * Whether this version of Node is one that package.json's "engines" allows.
 * @param {string} version like 20.19.0
 * @param {string} range like >=20.19
 */
export function isEnough(version, range) {
  const [major, minor] = version.split('.').map(Number)
  const [leastMajor, leastMinor] = range.replace('>=', '').split('.').map(Number)
  return major > leastMajor || (major === leastMajor && minor >= leastMinor)
}

function checkNode() {
  const { node } = JSON.parse(readFileSync('package.json', 'utf8')).engines
  const { version } = process
  if (!isEnough(version.slice(1), node))
    throw new Error(`Node ${node.slice(2)} or later is needed, this is ${version.slice(1)}.`)
}

function installPackages() {
  const installed = 'node_modules/.package-lock.json'
  if (existsSync(installed) && statSync(installed).mtimeMs >= statSync('package-lock.json').mtimeMs) return
  console.log('Installing npm packages…')
  // by a shell, for npm is a .cmd on Windows
  execSync('npm ci --no-fund --no-audit --prefer-offline', {
    stdio: 'inherit',
    // the CPU build is inside the package; without this its install script fetches a GPU build
    env: { ...process.env, ONNXRUNTIME_NODE_INSTALL: 'skip' },
  })
}

const isDebian = () => existsSync('/etc/os-release') && /^ID=debian$/m.test(readFileSync('/etc/os-release', 'utf8'))

/** @param {string[]} packages */
function installByApt(packages) {
  console.log(`Installing ${packages.join(', ')}…`)
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  execFileSync('apt-get', ['update'], { stdio: ['ignore', 'ignore', 'inherit'], env })
  execFileSync('apt-get', ['install', '-y', ...packages], { stdio: ['ignore', 'ignore', 'inherit'], env })
}

/** @param {Need[]} needs */
function installForSystem(needs) {
  const missing = BROWSERS.filter((name) => needs.includes(name) && !lookFor(name, thisMachine))
  // systems without apt keep their fonts elsewhere, and have some
  const withFonts = needs.includes('fonts') && existsSync('/usr/bin/apt-get')
  const withLanguages = needs.includes('languages') && isDebian()
  const withServices = needs.includes('services') && isDebian()
  const files = [...(withFonts ? FONTS : []), ...(withLanguages ? LANGUAGES : []), ...(withServices ? SERVICES : [])]
  const absent = files.filter(({ path }) => !existsSync(path))
  const packages = [...missing.map((name) => PACKAGES[name]), ...absent.map(({ name }) => name)]
  if (packages.length === 0) return
  if (isDebian() && process.getuid?.() === 0) return installByApt(packages)
  const byApt = isDebian() ? packages : absent.map(({ name }) => name)
  const advice = byApt.length > 0 ? [`Missing here: sudo apt-get install ${byApt.join(' ')}`] : []
  throw new Error([...missing.map(howToGet), ...advice].join('\n'))
}

/**
 * Installs what is missing, as far as it may.
 * @param {Need[]} needs what a script needs besides Node and its packages
 * @throws {Error} which says what a person has to install
 */
export function setUp(needs) {
  checkNode()
  installPackages()
  installForSystem(needs)
}

/** Runs a Node script in this repository; throws when it fails. @param {string[]} command */
export function run(...command) {
  const { status } = spawnSync(process.execPath, command, { stdio: 'inherit' })
  if (status !== 0) throw new Error(`${command.find((part) => /\.(mjs|ts)$/.test(part))} failed`)
}

/** The arguments, with --headless where there is no display. @param {string[]} given */
export function orHeadless(given) {
  const { DISPLAY, WAYLAND_DISPLAY } = process.env
  if (given.includes('--headless') || process.platform !== 'linux' || DISPLAY || WAYLAND_DISPLAY) return given
  console.log('There is no display here, so the browser runs headless.')
  return [...given, '--headless']
}

/** Does the work of a script; an error is told by its message alone. @param {() => void} work */
export function told(work) {
  try {
    work()
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    process.exitCode = 1
  }
}
