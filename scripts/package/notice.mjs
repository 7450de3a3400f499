// NOTICE.txt of a browser's build: every npm package and model in it, with its licence's text.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { bundledList } from '../bundled-packages.mjs'
import { partsOf } from '../parts.mjs'

/** Whose files are copied as they are. */
const COPIED = ['onnxruntime-web', 'tesseract.js', 'tesseract.js-core'].map((name) => `node_modules/${name}`)
/** What may be shipped as this is: with its notice, and nothing else asked of us. */
const FINE = ['MIT', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', 'ISC', 'MPL-2.0']
/** Texts that a package leaves out, and those of what was compiled into it. */
const addedText = (/** @type {string} */ name) => `scripts/licences/${name.replace('/', '-')}.txt`

const read = (/** @type {string} */ path) => readFileSync(path, 'utf8').trim()

/** @param {string} folder below node_modules */
function ownTexts(folder) {
  const [file] = readdirSync(folder).filter((name) => /^(licen[sc]e|copying)(\.|$)/i.test(name))
  // vite appends those of what it is bundled with itself
  const whole = file ? read(`${folder}/${file}`).split('\n# Licenses of bundled dependencies')[0] : ''
  const bundled = `${folder}/dist/worker.min.js.LICENSE.txt`
  return [whole, existsSync(bundled) ? read(bundled) : '']
}

/** @typedef {{ name: string, version: string, licence: string, text: string }} Shipped */

/**
 * @param {string} folder below node_modules
 * @returns {Shipped}
 * @throws {Error} for a package that may not be shipped like this
 */
function shipped(folder) {
  const { name, version, license: licence } = JSON.parse(read(`${folder}/package.json`))
  const added = addedText(name)
  const text = [...ownTexts(folder), existsSync(added) ? read(added) : ''].filter(Boolean).join('\n\n')
  if (!FINE.includes(licence)) throw new Error(`${name} has the licence ${licence}, which nobody has looked at`)
  if (!text) throw new Error(`${name} has no licence text: put it into ${added}`)
  return { name, version, licence, text: text.replaceAll('\r\n', '\n') }
}

/** The npm packages in a browser's build, by name. @param {string} browser */
export function shippedPackages(browser) {
  const bundled = partsOf(browser).flatMap((mode) => JSON.parse(read(bundledList(mode))))
  const folders = [...new Set([...bundled, ...COPIED])]
  return folders.map(shipped).sort((a, b) => (a.name < b.name ? -1 : 1))
}

const section = (/** @type {string} */ title, /** @type {string} */ text) => `${'='.repeat(80)}\n${title}\n\n${text}\n`

/** @param {string} browser */
function noticeOf(browser) {
  const packages = shippedPackages(browser)
  const models = readdirSync('public/models').sort()
  const listed = packages.map(({ name, version, licence }) => `- ${name} ${version} (${licence})`)
  const texts = new Map(packages.map(({ text }) => [text, packages.filter((other) => other.text === text)]))
  return [
    `MemeVeil\n\n${read('LICENSE')}\n`,
    `Models in it: ${models.join(', ')}.\nPackages in it:\n${listed.join('\n')}\n`,
    ...models.map((model) => section(`models/${model}`, read(`public/models/${model}/NOTICE`))),
    ...[...texts].map(([text, those]) => section(those.map(({ name }) => name).join(', '), text)),
  ].join('\n')
}

/** @param {string} browser */
export function writeNotice(browser) {
  writeFileSync(`dist/${browser}/NOTICE.txt`, noticeOf(browser))
}
