// What `npm start` and `npm test` need on a fresh machine: packages, both browsers, fonts.
import { execFileSync } from 'node:child_process'
import { existsSync, statSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

process.chdir(fileURLToPath(new URL('..', import.meta.url)))

const DEBIAN = [
  { path: '/usr/bin/chromium', name: 'chromium' },
  { path: '/usr/bin/firefox-esr', name: 'firefox-esr' },
  { path: '/usr/share/fonts/truetype/liberation', name: 'fonts-liberation' },
  { path: '/usr/share/fonts/truetype/dejavu', name: 'fonts-dejavu-core' },
]

function fail(message) {
  console.error(message)
  process.exit(1)
}

function installPackages() {
  const installed = 'node_modules/.package-lock.json'
  if (existsSync(installed) && statSync(installed).mtimeMs >= statSync('package-lock.json').mtimeMs) return
  console.log('Installing npm packages…')
  // the CPU build is inside the package; without this its install script fetches a GPU build
  execFileSync('npm', ['ci', '--no-fund', '--no-audit'], {
    stdio: 'inherit',
    env: { ...process.env, ONNXRUNTIME_NODE_INSTALL: 'skip' },
  })
}

function installBrowsers() {
  const missing = DEBIAN.filter(({ path }) => !existsSync(path)).map(({ name }) => name)
  if (missing.length === 0) return
  const command = `apt-get update && apt-get install -y ${missing.join(' ')}`
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get'))
    fail(`Missing: ${missing.join(', ')}. Install them first: sudo sh -c '${command}'`)
  console.log(`Installing ${missing.join(', ')}…`)
  execFileSync('sh', ['-c', command], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  })
}

export function setUp() {
  if (Number(process.versions.node.split('.')[0]) < 20)
    fail(`Node 20 or later is needed, this is ${process.versions.node}`)
  installPackages()
  installBrowsers()
}

export function run(...command) {
  execFileSync(process.execPath, command, { stdio: 'inherit' })
}
