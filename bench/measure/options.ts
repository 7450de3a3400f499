import { parseArgs } from 'node:util'

/** What every bench can be told behind its name: `npm run bench NAME -- --rounds 9 --pictures FOLDER`. */
interface BenchOptions {
  /** How often each thing is measured. */
  rounds: number
  /** A folder of pictures to measure with; without it, ones that the project draws. */
  pictures: string | undefined
}

/** Fewer say little on a machine that is shared. */
const ROUNDS = 7

/** Throws for an option that isn't known, and for rounds that are no number from 1 on. */
export function benchOptions(args = process.argv.slice(2)): BenchOptions {
  const { values } = parseArgs({ args, options: { rounds: { type: 'string' }, pictures: { type: 'string' } } })
  const rounds = Number(values.rounds ?? ROUNDS)
  if (!Number.isInteger(rounds) || rounds < 1)
    throw new Error(`--rounds has to be a number from 1 on: ${values.rounds}`)
  return { rounds, pictures: values.pictures }
}
