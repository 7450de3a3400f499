// npm run bench [name] [-- options]: one question about speed or memory, answered; without a name, which there are.
import { pathToFileURL } from 'node:url'
import { run, setUp, told } from './setup.mjs'

/** @typedef {import('./setup.mjs').Need} Need */
/** @typedef {{ asks: string, needs: Need[] }} Bench */

/** Each is bench/NAME.ts; one that needs a browser gets the extension built. @type {Record<string, Bench>} */
export const BENCHES = {
  cli: { asks: 'What does a table cost with one process and with all cores?', needs: ['fonts'] },
  feed: { asks: 'How long does a feed take whose pictures come again?', needs: ['chrome', 'fonts'] },
  memory: { asks: 'How much memory does the engine take, and does it grow?', needs: ['chrome', 'fonts'] },
  page: { asks: 'What does the extension cost the pages that it is at work on?', needs: ['chrome', 'fonts'] },
  peers: { asks: 'How long does a verdict take beside what one would build first?', needs: ['chrome', 'fonts'] },
  picture: { asks: 'What does a picture cost, by host and stage?', needs: ['chrome', 'firefox', 'fonts'] },
  queue: {
    asks: 'How many pictures a second are judged when many are asked about?',
    needs: ['chrome', 'firefox', 'fonts'],
  },
  server: { asks: 'How much does the server do, and does it lose anything?', needs: ['fonts'] },
  start: { asks: 'How much longer than a warm verdict does the first one take?', needs: ['chrome', 'fonts'] },
}

/** What there is, a line each. */
export function list() {
  const names = Object.entries(BENCHES).map(([name, { asks }]) => `  ${name.padEnd(8)} ${asks}`)
  return ['npm run bench NAME [-- --rounds N --pictures FOLDER]', ...names].join('\n')
}

/** @param {string | undefined} name @param {string[]} rest */
function bench(name, ...rest) {
  if (name === undefined) return console.log(list())
  if (!Object.hasOwn(BENCHES, name)) throw new Error(`There is no bench "${name}".\n${list()}`)
  const { needs } = BENCHES[name]
  setUp(needs)
  for (const browser of needs) if (browser !== 'fonts') run('scripts/build.mjs', browser)
  run('--import', 'tsx', `bench/${name}.ts`, ...rest)
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [name, ...rest] = process.argv.slice(2)
  told(() => bench(name, ...rest))
}
