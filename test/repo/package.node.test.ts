import { createHash } from 'node:crypto'
import { readFileSync, rmSync } from 'node:fs'
import { unzipSync } from 'fflate'
import { beforeAll, describe, expect, test } from 'vitest'
import packageJson from '../../package.json' with { type: 'json' }
import { type Ended, run } from '../fixtures/command.ts'

const FOLDER = 'out/package'
const PACKING_MS = 400_000
const read = (what: string) => readFileSync(`${FOLDER}/memeveil-${packageJson.version}-${what}`)
const json = (bytes: Uint8Array) => JSON.parse(new TextDecoder().decode(bytes))

interface Packed {
  path: string
  mode: number
  /** Day and time as zips count them. */
  time: number
}

/** The central directory (https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT, 4.3.12). */
function directoryOf(zip: Buffer): Packed[] {
  const end = zip.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'))
  const found: Packed[] = []
  for (let at = zip.readUInt32LE(end + 16); at < end; ) {
    const [name, extra, comment] = [28, 30, 32].map((offset) => zip.readUInt16LE(at + offset))
    const path = zip.toString('utf8', at + 46, at + 46 + name)
    found.push({ path, mode: zip.readUInt32LE(at + 38) >>> 16, time: zip.readUInt32LE(at + 12) })
    at += 46 + name + extra + comment
  }
  return found
}

let packing: Ended
beforeAll(async () => {
  rmSync(FOLDER, { recursive: true, force: true })
  packing = await run(process.execPath, ['scripts/package.mjs', '--check'], { timeout: PACKING_MS })
}, PACKING_MS)

test('built anew from the source package in an empty folder, both zips have the same bytes', () => {
  expect(packing.err).not.toContain('has other bytes')
  expect(packing.out).toContain('Built anew from the source package in an empty folder: the same bytes.')
  expect(packing.status).toBe(0)
})

test('SHA256SUMS has the hash of every file beside it', () => {
  const sums = readFileSync(`${FOLDER}/SHA256SUMS`, 'utf8').trim().split('\n')
  expect(sums.map((line) => line.replace(/^.*-/, '')).sort()).toEqual(
    ['chrome.zip', 'firefox.zip', 'sbom.cdx.json', 'source.zip'].sort(),
  )
  for (const line of sums) {
    const [sum, name] = line.split('  ')
    const hash = createHash('sha256').update(readFileSync(`${FOLDER}/${name}`))
    expect(hash.digest('hex')).toBe(sum)
  }
})

/** What a browser's zip may hold; `*` is any name. */
const LISTED = readFileSync('docs/STORES.md', 'utf8')
  .split('\n')
  .flatMap((row) => /^\| `(?<pattern>[^`]+)` \| .* \| (?:both|chrome|firefox) \|$/.exec(row)?.groups?.pattern ?? [])
const patternOf = (listed: string) => new RegExp(`^${listed.replaceAll('.', '\\.').replaceAll('*', '[^/]+')}$`)

describe.each(['chrome', 'firefox'])("%s's zip", (browser) => {
  const zip = () => read(`${browser}.zip`)

  test('holds nothing but what is listed', () => {
    const paths = directoryOf(zip()).map(({ path }) => path)
    expect(paths.filter((path) => !LISTED.some((listed) => patternOf(listed).test(path)))).toEqual([])
  })

  test('has its files by name, of one time, and with one mode', () => {
    const files = directoryOf(zip())
    expect(files.map(({ path }) => path)).toEqual(files.map(({ path }) => path).sort())
    expect([...new Set(files.map(({ mode }) => mode.toString(8)))]).toEqual(['100644'])
    // the first of January 1980, at midnight
    expect([...new Set(files.map(({ time }) => time))]).toEqual([((1 << 5) | 1) << 16])
  })

  test("has package.json's version, and less than the store takes", () => {
    const files = unzipSync(zip(), { filter: ({ name }) => name === 'manifest.json' })
    expect(json(files['manifest.json']).version).toBe(packageJson.version)
    expect(zip().length).toBeLessThan(200e6)
  })

  test('has the licence text of every package whose code is in it, and of every model', () => {
    const files = unzipSync(zip(), { filter: ({ name }) => name === 'NOTICE.txt' || /^models\/.*NOTICE$/.test(name) })
    const { 'NOTICE.txt': notice, ...models } = files
    const text = new TextDecoder().decode(notice)
    const sections = text.split('='.repeat(80)).slice(1)
    const titled = new Map(sections.map((section) => [section.trim().split('\n')[0], section]))
    const listed = [...text.matchAll(/^- (\S+) \d[^ ]* \(/gm)].map(([, name]) => name)
    expect(listed).toEqual(expect.arrayContaining(['onnxruntime-web', 'tesseract.js-core', 'preact', 'tldts']))
    for (const name of listed) {
      const [, section] = [...titled].find(([title]) => title.split(', ').includes(name)) ?? []
      expect(section, name).toMatch(/copyright|permission/i)
    }
    expect(Object.keys(models).length).toBeGreaterThan(3)
    for (const bytes of Object.values(models)) expect(text).toContain(new TextDecoder().decode(bytes).trim())
  })
})

test('the bill of materials names the packages of the NOTICE, with hashes, and every model file', () => {
  const { components, bomFormat, serialNumber, metadata } = json(read('sbom.cdx.json'))
  const notice = unzipSync(read('chrome.zip'), { filter: ({ name }) => name === 'NOTICE.txt' })['NOTICE.txt']
  const listed = [...new TextDecoder().decode(notice).matchAll(/^- (\S+) (\d[^ ]*) \(/gm)]
  const named = components.map((one: { name: string; version?: string }) => `${one.name} ${one.version}`)
  expect(listed.map(([, name, version]) => `${name} ${version}`).filter((one) => !named.includes(one))).toEqual([])
  expect(components.filter((one: { hashes?: object[] }) => !one.hashes?.length)).toEqual([])
  const models = directoryOf(read('chrome.zip')).filter(({ path }) => /^models\/.*\.(onnx|weights)$/.test(path))
  const names = components.map(({ name }: { name: string }) => name)
  expect(models.filter(({ path }) => !names.includes(path))).toEqual([])
  expect({ bomFormat, serialNumber, timestamp: metadata.timestamp }).toEqual({ bomFormat: 'CycloneDX' })
  expect(metadata.component).toMatchObject({ name: 'memeveil', version: packageJson.version })
})
