import { readFileSync } from 'node:fs'
import { type Command, Option } from 'commander'
import { applyTextSteps, PREPROCESSINGS, TEXT_STEPS } from '../training/data/text-steps.ts'
import { UsageError } from './usage-error.ts'

export interface PreprocessingOptions {
  preprocessing: string
  steps?: string[]
}

/** Which text steps are done before the towers. */
export function addPreprocessingOptions(command: Command): Command {
  return command
    .addOption(
      new Option('--preprocessing <name>', 'what is done to texts')
        .choices(Object.keys(PREPROCESSINGS))
        .default('default'),
    )
    .option('--steps <step...>', `single steps instead, of ${TEXT_STEPS.join(', ')}`)
}

/** Throws UsageError for an unknown step. */
export function textSteps({ preprocessing, steps }: PreprocessingOptions): readonly string[] {
  if (steps === undefined) return PREPROCESSINGS[preprocessing]
  const unknown = steps.find((step) => !(TEXT_STEPS as readonly string[]).includes(step))
  if (unknown !== undefined) throw new UsageError(`--steps ${unknown}: there are ${TEXT_STEPS.join(', ')}`)
  return TEXT_STEPS.filter((step) => steps.includes(step))
}

export function addCleanText(program: Command): void {
  const command = program
    .command('clean-text')
    .description('print texts as the towers would get them')
    .argument('[text...]', 'texts; without any, each line of standard input')
  addPreprocessingOptions(command).action((texts: string[], options: PreprocessingOptions) => {
    const steps = textSteps(options)
    const given = texts.length > 0 ? texts : readFileSync(0, 'utf8').replace(/\n$/, '').split('\n')
    for (const text of given) console.log(applyTextSteps(text, steps))
  })
}
