// What benches can be told. Plain JavaScript, for it is read before the packages are there.
import { readdirSync } from 'node:fs'
import { parseArgs } from 'node:util'

/** Fewer say little on a machine that is shared. */
const ROUNDS = 7

/** Behind a bench's name: `npm run bench NAME -- --rounds 9 --pictures FOLDER`. */
export const OPTIONS = {
  rounds: { value: 'N', tells: `how often each thing is measured (${ROUNDS})` },
  pictures: { value: 'FOLDER', tells: 'pictures to measure with, instead of drawn ones' },
  csv: { value: 'TABLES', tells: 'labelled tables, separated by commas' },
  images: { value: 'FOLDER', tells: 'where their pictures are' },
  blanks: { value: 'FOLDER', tells: 'harmless pictures without text' },
  cache: { value: 'FOLDER', tells: 'where embeddings are kept (.cache)' },
  topics: { value: 'NAMES', tells: 'which topics, separated by commas (all)' },
  data: { value: 'FOLDERS', tells: 'pictures to measure with, separated by commas, instead of drawn ones' },
  half: { value: 'N', tells: 'every other picture from the first (0) or the second on (1)' },
  draws: { value: 'N', tells: 'how often corrections are drawn (8)' },
}

/** @typedef {keyof typeof OPTIONS} OptionName */
/** @type {OptionName[]} */
export const ALL_OPTIONS = ['rounds', 'pictures']

/**
 * Throws an error of one line for an option that isn't among those a bench `takes`, for rounds that are no number from
 * 1 on, and for a folder without pictures.
 * @param {string[]} args
 * @param {OptionName[]} takes
 */
export function benchOptions(args = process.argv.slice(2), takes = ALL_OPTIONS) {
  const values = valuesOf(args, takes)
  const rounds = Number(values.rounds ?? ROUNDS)
  if (!Number.isInteger(rounds) || rounds < 1)
    throw new Error(`--rounds has to be a number from 1 on: ${values.rounds}`)
  if (values.pictures !== undefined) namesOfPictures(values.pictures)
  return { ...values, rounds, pictures: values.pictures }
}

/** @param {string[]} args @param {OptionName[]} takes @returns {Partial<Record<OptionName, string>>} */
function valuesOf(args, takes) {
  try {
    const options = Object.fromEntries(takes.map((name) => [name, { type: /** @type {const} */ ('string') }]))
    return parseArgs({ args, options }).values
  } catch (error) {
    // the sentence after it is about positional arguments, which no bench has
    const [what] = /** @type {Error} */ (error).message.split(/\.\s/)
    throw new Error(`${what} (what it takes: ${takes.map((name) => `--${name}`).join(', ') || 'nothing'})`)
  }
}

/** The names of a folder's pictures, sorted; throws where there are none. @param {string} folder */
export function namesOfPictures(folder) {
  const names = filesIn(folder).filter((name) => /\.(jpe?g|png|webp)$/i.test(name))
  if (names.length === 0) throw new Error(`there are no pictures in ${folder}`)
  return names.sort()
}

/** @param {string} folder */
function filesIn(folder) {
  try {
    return readdirSync(folder)
  } catch {
    throw new Error(`there is no folder ${folder} to read pictures from`)
  }
}
