import { Command } from 'commander'
import { addEvaluate } from './evaluate.ts'
import { addPredict } from './predict.ts'
import { addTrain } from './train.ts'

const program = new Command('memeveil').description('Tells whether memes demean, threaten or mock people. Everything runs on this machine.')
addPredict(program)
addTrain(program)
addEvaluate(program)

try {
  await program.parseAsync()
} catch (error) {
  // Named errors are written for the user; anything else is a fault of ours and keeps its stack.
  const known = ['ModelError', 'DatasetError', 'PictureError', 'UsageError'].includes((error as Error).name)
  console.error(known ? `memeveil: ${(error as Error).message}` : error)
  process.exitCode = 1
}
