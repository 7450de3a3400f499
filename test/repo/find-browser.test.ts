import { describe, expect, test } from 'vitest'
import { type BrowserName, lookFor } from '../../scripts/find-browser.mjs'

interface Case {
  where: string
  platform: string
  env?: Record<string, string>
  /** The files of that machine. */
  files: string[]
  name: BrowserName
  found: string | undefined
}

const PROGRAMS = 'C:\\Program Files'
const WINDOWS = { ProgramFiles: PROGRAMS, 'ProgramFiles(x86)': 'C:\\Program Files (x86)', LOCALAPPDATA: 'C:\\Local' }
const MAC_FIREFOX = 'Firefox.app/Contents/MacOS/firefox'

const cases: Case[] = [
  {
    where: 'Debian',
    platform: 'linux',
    files: ['/usr/bin/google-chrome', '/usr/bin/chromium'],
    name: 'chrome',
    found: '/usr/bin/chromium',
  },
  {
    where: 'Debian',
    platform: 'linux',
    files: ['/usr/bin/firefox', '/usr/bin/firefox-esr'],
    name: 'firefox',
    found: '/usr/bin/firefox-esr',
  },
  { where: 'Fedora', platform: 'linux', files: ['/usr/bin/firefox'], name: 'firefox', found: '/usr/bin/firefox' },
  { where: 'a snap', platform: 'linux', files: ['/snap/bin/chromium'], name: 'chrome', found: '/snap/bin/chromium' },
  {
    where: "NixOS, by PATH's first folder",
    platform: 'linux',
    env: { PATH: '/nix/a:/nix/b' },
    files: ['/nix/b/chromium', '/nix/a/chromium'],
    name: 'chrome',
    found: '/nix/a/chromium',
  },
  {
    where: 'another Unix',
    platform: 'freebsd',
    files: ['/usr/local/bin/chromium'],
    name: 'chrome',
    found: '/usr/local/bin/chromium',
  },
  {
    where: 'macOS',
    platform: 'darwin',
    files: [`/Applications/${MAC_FIREFOX}`],
    name: 'firefox',
    found: `/Applications/${MAC_FIREFOX}`,
  },
  {
    where: "macOS, a user's own folder",
    platform: 'darwin',
    env: { HOME: '/Users/me' },
    files: ['/Users/me/Applications/Brave Browser.app/Contents/MacOS/Brave Browser'],
    name: 'chrome',
    found: '/Users/me/Applications/Brave Browser.app/Contents/MacOS/Brave Browser',
  },
  {
    where: 'Windows',
    platform: 'win32',
    env: WINDOWS,
    files: ['C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe'],
    name: 'chrome',
    found: 'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
  },
  {
    where: 'Windows',
    platform: 'win32',
    env: WINDOWS,
    files: [`${PROGRAMS}\\Mozilla Firefox\\firefox.exe`],
    name: 'firefox',
    found: `${PROGRAMS}\\Mozilla Firefox\\firefox.exe`,
  },
  {
    where: 'Windows, by PATH',
    platform: 'win32',
    env: { ...WINDOWS, PATH: 'C:\\a;D:\\b' },
    files: ['D:\\b\\firefox.exe'],
    name: 'firefox',
    found: 'D:\\b\\firefox.exe',
  },
  { where: 'a machine with neither', platform: 'linux', files: ['/usr/bin/vi'], name: 'chrome', found: undefined },
]

test.each(cases)('$where ($platform): $name is $found', ({ platform, env = {}, files, name, found }) =>
  expect(lookFor(name, { platform, env, exists: (path) => files.includes(path) })).toBe(found),
)

describe.each(['linux', 'darwin', 'win32'])('on %s', (platform) => {
  test.each([
    ['chrome', 'MEMEVEIL_CHROMIUM'],
    ['firefox', 'MEMEVEIL_FIREFOX'],
  ] as const)('%s is what %s says, or that is an error', (name, variable) => {
    const env = { [variable]: 'my-own' }
    expect(lookFor(name, { platform, env, exists: () => true })).toBe('my-own')
    const elsewhere = (path: string) => path !== 'my-own'
    expect(() => lookFor(name, { platform, env, exists: elsewhere })).toThrow(`${variable} is "my-own"`)
  })
})
