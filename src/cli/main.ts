import { Command } from 'commander'
import { UserError } from '../core/user-error.ts'
import { addCleanText } from './clean-text.ts'
import { addCompare } from './compare.ts'
import { addData } from './data.ts'
import { addEvaluate } from './evaluate.ts'
import { addExperiment } from './experiment/experiment.ts'
import { addInstall } from './install.ts'
import { EXIT } from './outcome.ts'
import { addPredict } from './predict.ts'
import { addProductHead } from './product-head.ts'
import { addServe } from './serve.ts'
import { addTrain } from './train.ts'

const program = new Command('memeveil').description(
  'Tells whether memes demean, threaten or mock people. Everything runs on this machine.',
)
for (const add of [
  addPredict,
  addData,
  addCleanText,
  addTrain,
  addEvaluate,
  addCompare,
  addServe,
  addExperiment,
  addInstall,
  addProductHead,
])
  add(program)

try {
  await program.parseAsync()
} catch (error) {
  // anything else is a fault of ours and keeps its stack
  console.error(error instanceof UserError ? `memeveil: ${error.message}` : error)
  process.exitCode = EXIT.failed
}
