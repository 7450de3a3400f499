import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { feed } from '../../demo/server.ts'
import { createProgram } from '../../src/cli/program.ts'
import { sites } from '../../src/extension/content/sites/index.ts'
import { defaults } from '../../src/extension/settings.ts'
import { openapi } from '../../src/server/openapi.ts'
import { manifestFor } from '../../vite.config.ts'

const read = (path: string) => readFileSync(path, 'utf8')
const json = (path: string) => JSON.parse(read(path))
const chrome = manifestFor('chrome') as unknown as {
  permissions: string[]
  host_permissions: string[]
  web_accessible_resources?: unknown
}

const manifests = ['memeveil-mini/model.json', 'reader/reader.json', 'symbol/symbol.json', 'sexual/sexual.json']
describe.each(manifests)('%s', (manifest) => {
  const folder = `public/models/${manifest.split('/')[0]}`
  const files = json(`public/models/${manifest}`).files as Record<
    string,
    { path: string; bytes: number; sha256: string }
  >

  test.each(Object.entries(files))('lists the right length and hash of %s', (_, { path, bytes, sha256 }) => {
    const content = readFileSync(`${folder}/${path}`)
    expect(content.length).toBe(bytes)
    expect(createHash('sha256').update(content).digest('hex')).toBe(sha256)
  })

  test('names every file of its folder, which has a NOTICE', () => {
    const listed = [...Object.values(files).map((f) => f.path), manifest.split('/')[1], 'NOTICE', 'MODEL_CARD.md']
    expect(readdirSync(folder).filter((name) => !listed.includes(name))).toEqual([])
    expect(existsSync(`${folder}/NOTICE`)).toBe(true)
  })

  test('stays small', () => {
    const total = Object.values(files).reduce((sum, f) => sum + f.bytes, 0)
    const megabytes = { 'memeveil-mini': 40, reader: 35, symbol: 6, sexual: 3 }[manifest.split('/')[0]]
    expect(total).toBeLessThanOrEqual((megabytes ?? 0) * 1e6)
  })
})

const WHY = /^\| (.+) \| .{25,} \|$/gm
const explained = [...read('PRIVACY.md').matchAll(WHY)].map(([, permission]) => permission)
test.each(chrome.permissions)('PRIVACY.md says in a sentence why %s is asked for', (permission) =>
  expect(explained).toContain(`\`${permission}\``),
)

test('the permissions are these, and each other one of PRIVACY.md is asked for', () => {
  const of = (browser: 'chrome' | 'firefox') => manifestFor(browser) as unknown as Record<string, unknown>
  const shared = ['storage', 'scripting', 'activeTab', 'contextMenus', 'webRequest']
  expect(of('chrome').permissions).toEqual([...shared, 'offscreen'])
  expect(of('firefox').permissions).toEqual(shared)
  for (const browser of ['chrome', 'firefox'] as const) {
    expect(of(browser).optional_host_permissions).toEqual(['http://*/*', 'https://*/*'])
    expect(of(browser).optional_permissions).toBeUndefined()
  }
  const named = explained.flatMap((permission) => /^`(.+)`$/.exec(permission)?.[1] ?? [])
  expect(named.filter((permission) => !chrome.permissions.includes(permission))).toEqual([])
})

test('there is one version, in package.json; manifests, command line and server take it from there', () => {
  const { version } = json('package.json')
  for (const browser of ['chrome', 'firefox'] as const) expect(manifestFor(browser)).toHaveProperty('version', version)
  expect(createProgram().version()).toBe(version)
  expect(openapi.info.version).toBe(version)
  expect(json('manifest.json').version).toBeUndefined()
})

test('no file of the extension is accessible to pages', () => expect(chrome.web_accessible_resources).toBeUndefined())

describe.each(Object.entries(sites))('the site %s', (file, { name, hosts, mediaHosts }) => {
  test('has a file, a fixture and a row in the README', () => {
    expect(existsSync(`src/extension/content/sites/${file}.ts`)).toBe(true)
    expect(existsSync(`test/fixtures/sites/${file}.html`)).toBe(true)
    expect(read('README.md')).toMatch(new RegExp(`^\\| ${name} \\|`, 'm'))
  })

  test.each(['chrome', 'firefox'] as const)('has the permission of its pages and picture servers in %s', (browser) => {
    const { host_permissions } = manifestFor(browser) as unknown as typeof chrome
    expect(host_permissions).toEqual(expect.arrayContaining([...hosts, ...mediaHosts]))
  })
})

test('every file and fixture of a site is listed, and nobody else has a permission', () => {
  const files = readdirSync('src/extension/content/sites').map((file) => file.replace('.ts', ''))
  expect(files.filter((file) => !['index', 'site', 'words'].includes(file)).sort()).toEqual(Object.keys(sites).sort())
  const fixtures = readdirSync('test/fixtures/sites').map((file) => file.replace('.html', ''))
  expect(fixtures.sort()).toEqual(Object.keys(sites).sort())
  const known = Object.values(sites).flatMap(({ hosts, mediaHosts }) => [...hosts, ...mediaHosts])
  expect(chrome.host_permissions.filter((pattern) => !known.includes(pattern))).toEqual([])
})

test("Firefox's manifest has a background page, no offscreen permission, and says that no data is collected", () => {
  const firefox = manifestFor('firefox') as unknown as Record<string, never> & {
    permissions: string[]
    background: object
  }
  expect(firefox.permissions).not.toContain('offscreen')
  expect(firefox.background).toHaveProperty('scripts')
  expect(firefox).toHaveProperty('browser_specific_settings.gecko.data_collection_permissions', { required: ['none'] })
})

const { dependencies, devDependencies } = json('package.json')
const packages = Object.keys({ ...dependencies, ...devDependencies }).filter((name) => !name.startsWith('@types/'))
test.each(packages)('CONTRIBUTING.md says why %s is a dependency', (name) => {
  const table =
    read('CONTRIBUTING.md')
      .match(/^\| .* \|/gm)
      ?.join('\n') ?? ''
  const mentioned =
    table.includes(name) || (name.startsWith('onnxruntime-') && table.includes(name.slice('onnxruntime'.length)))
  expect(mentioned).toBe(true)
})

test.each(Object.keys(defaults))('the README has a row for the setting %s', (name) =>
  expect(read('README.md')).toContain(`\`${name}\``),
)

test('the lock file names no registry', () => expect(read('package-lock.json')).not.toContain('"resolved": "http'))

test('the demo has at least 24 pictures, half of the captioned ones offensive, each with an id of its own', () => {
  const captioned = feed.pictures.filter((p) => p.top)
  expect(feed.pictures.length).toBeGreaterThanOrEqual(24)
  expect(captioned.filter((p) => p.label === 'offensive').length).toBe(captioned.length / 2)
  expect(new Set(feed.pictures.map((p) => p.id)).size).toBe(feed.pictures.length)
})

test('README tells the figures of the model card', () => {
  const rowsOf = (path: string): string[] => read(path).match(/(?<=^\| [^|]+)\| [\d,]+ \|.*\.\d{3}.*$/gm) ?? []
  const told = rowsOf('README.md')
  expect(told.length).toBeGreaterThan(4)
  const card = rowsOf('public/models/memeveil-mini/MODEL_CARD.md')
  expect(told.filter((row) => !card.includes(row))).toEqual([])
})
