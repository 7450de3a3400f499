// npm run soak [-- --minutes 60 --of chrome,firefox,serve]: each is at work for so long, and may not grow with it.
import { pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import { run, setUp, told } from './setup.mjs'

const MINUTES = 60
const PARTS = ['chrome', 'firefox', 'serve']

/** Throws an error of one line for what it doesn't take. @param {string[]} args */
export function soakOptions(args = process.argv.slice(2)) {
  const options = /** @type {const} */ ({ minutes: { type: 'string' }, of: { type: 'string' } })
  const { values } = parseArgs({ args, options })
  const minutes = Number(values.minutes ?? MINUTES)
  if (!(minutes > 0 && minutes < Infinity)) throw new Error(`--minutes has to be a number above 0: ${values.minutes}`)
  const parts = values.of?.split(',') ?? PARTS
  const wrong = parts.find((part) => !PARTS.includes(part))
  if (wrong !== undefined) throw new Error(`--of is some of ${PARTS.join(',')}: ${wrong}`)
  return { minutes, parts }
}

function soak() {
  const { parts } = soakOptions()
  if (process.platform !== 'linux') throw new Error('Linux alone tells how much memory a process holds itself')
  const browsers = /** @type {import('./find-browser.mjs').BrowserName[]} */ (parts.filter((one) => one !== 'serve'))
  setUp([...browsers, 'fonts'])
  for (const browser of browsers) run('scripts/build.mjs', browser)
  run('--import', 'tsx', 'test/soak/main.ts', ...process.argv.slice(2))
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) told(soak)
