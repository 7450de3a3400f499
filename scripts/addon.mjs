// What Mozilla's linter says of dist/firefox, against what docs/STORES.md explains: no error, and no other warning.
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

/** How the bundler cuts the code into files changes with any import. @param {string} file */
const withoutChunk = (file) => file.replace(/^assets\/[^/]+\.js$/, 'assets/*.js')

/** @typedef {{ code: string, file?: string, message: string }} Finding */

/** @param {Finding} finding */
const keyOf = ({ code, file = 'manifest.json', message }) => `${code} ${withoutChunk(file)} ${message}`

/**
 * How often each is to be found, by the rows of the document's table: "| `CODE` | message | `file` | 2 | why |".
 * @param {string} document
 * @returns {Map<string, number>}
 */
function explainedIn(document) {
  const rows = document.matchAll(/^\| `([A-Z_]+)` \| (.+?) \| `([^`]+)` \| (\d+) \| .{20,} \|$/gm)
  return new Map([...rows].map(([, code, message, file, times]) => [`${code} ${file} ${message}`, Number(times)]))
}

/**
 * What is wrong with the linter's report.
 * @param {{ errors: Finding[], notices: Finding[], warnings: Finding[] }} report
 * @param {string} document docs/STORES.md
 * @returns {string[]}
 */
export function unexplained({ errors, notices, warnings }, document) {
  const explained = explainedIn(document)
  const found = [...notices, ...warnings]
  const times = (/** @type {string} */ key) => found.filter((finding) => keyOf(finding) === key).length
  const keys = [...new Set([...found.map(keyOf), ...explained.keys()])]
  const wrong = keys.filter((key) => times(key) !== (explained.get(key) ?? 0))
  return [
    ...errors.map(keyOf),
    ...wrong.map((key) => `${key}: found ${times(key)} times, explained ${explained.get(key) ?? 0} times`),
  ]
}

function report() {
  const command = ['node_modules/web-ext/bin/web-ext.js', 'lint', '--source-dir', 'dist/firefox', '--output', 'json']
  try {
    return JSON.parse(execFileSync(process.execPath, command, { encoding: 'utf8', maxBuffer: 1e8 }))
  } catch (error) {
    // it fails where there are errors, and reports them all the same
    return JSON.parse(/** @type {{ stdout: string }} */ (error).stdout)
  }
}

if (process.argv[1]?.endsWith('addon.mjs')) {
  const found = report()
  const wrong = unexplained(found, readFileSync('docs/STORES.md', 'utf8'))
  const [errors, warnings] = [found.errors.length, found.notices.length + found.warnings.length]
  console.log(`${errors} errors, ${warnings} warnings; docs/STORES.md explains ${wrong.length ? 'others' : 'each'}`)
  for (const line of wrong) console.error(line)
  process.exitCode = wrong.length > 0 ? 1 : 0
}
