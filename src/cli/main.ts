import { Command } from 'commander'
import { addCleanText } from './clean-text.ts'
import { addCompare } from './compare.ts'
import { addData } from './data.ts'
import { addEvaluate } from './evaluate.ts'
import { addExperiment } from './experiment.ts'
import { addInstall } from './install.ts'
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

/** Errors with these names are written for the user; anything else is a fault of ours and keeps its stack. */
const KNOWN = ['ModelError', 'DatasetError', 'PictureError', 'UsageError', 'ConfigError']

try {
  await program.parseAsync()
} catch (error) {
  console.error(KNOWN.includes((error as Error).name) ? `memeveil: ${(error as Error).message}` : error)
  process.exitCode = 1
}
