// npm run bench [name] [-- options]: one question about speed or memory, answered; without a name, which there are.
import { pathToFileURL } from 'node:url'
import { ALL_OPTIONS, benchOptions, OPTIONS } from '../bench/measure/options.mjs'
import { run, setUp, told } from './setup.mjs'

/** @typedef {import('./setup.mjs').Need} Need */
/** @typedef {import('../bench/measure/options.mjs').OptionName} OptionName */
/** @typedef {{ asks: string, needs: Need[], takes?: OptionName[] }} Bench */

/**
 * Each is bench/NAME.ts and takes every option unless it says which; one that needs a browser gets the extension built.
 * @type {Record<string, Bench>}
 */
export const BENCHES = {
  cli: { asks: 'What does a table cost with one process and with all cores?', needs: ['fonts'] },
  corrections: {
    asks: 'What do 5, 20 or 50 corrections from a topic change that the head has never met?',
    needs: [],
    takes: ['csv', 'images', 'blanks', 'cache', 'topics', 'draws'],
  },
  feed: { asks: 'How long does a feed take whose pictures come again?', needs: ['chrome', 'fonts'], takes: ['rounds'] },
  first: {
    asks: 'How long is a photo blank where only what has lettering is covered first?',
    needs: ['chrome', 'firefox', 'fonts'],
    takes: ['rounds'],
  },
  memory: { asks: 'How much memory does the engine take, and does it grow?', needs: ['chrome', 'fonts'] },
  'near-copies': {
    asks: 'Which copies of a picture are found by its looks, and are other words told from it?',
    needs: ['fonts'],
    takes: ['data', 'half'],
  },
  page: {
    asks: 'What does the extension cost the pages that it is at work on?',
    needs: ['chrome', 'fonts'],
    takes: ['rounds'],
  },
  peers: {
    asks: 'How long does a verdict take beside what one would build first?',
    needs: ['chrome', 'fonts'],
    takes: ['pictures'],
  },
  picture: {
    asks: 'What does a picture cost, by host and stage?',
    needs: ['chrome', 'firefox', 'fonts'],
    takes: ['pictures'],
  },
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
  return ['npm run bench NAME [-- OPTIONS], of which npm run bench NAME -- --help tells:', ...names].join('\n')
}

/** What a bench asks and takes. @param {string} name */
export function help(name) {
  const { asks, takes = ALL_OPTIONS } = BENCHES[name]
  const options = takes.map((option) => {
    const { value, tells } = OPTIONS[option]
    return `  ${`--${option} ${value}`.padEnd(18)} ${tells}`
  })
  return [`npm run bench ${name} [-- OPTIONS]`, asks, ...options].join('\n')
}

/** @param {string} argument */
const asksForHelp = (argument) => argument === '--help' || argument === '-h'

/** @param {string | undefined} name @param {string[]} rest */
function bench(name, ...rest) {
  if (name === undefined || asksForHelp(name)) return console.log(list())
  if (!Object.hasOwn(BENCHES, name)) throw new Error(`There is no bench "${name}".\n${list()}`)
  if (rest.some(asksForHelp)) return console.log(help(name))
  const { needs, takes } = BENCHES[name]
  benchOptions(rest, takes)
  setUp(needs)
  for (const browser of needs) if (browser !== 'fonts') run('scripts/build.mjs', browser)
  run('--import', 'tsx', `bench/${name}.ts`, ...rest)
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [name, ...rest] = process.argv.slice(2)
  told(() => bench(name, ...rest))
}
