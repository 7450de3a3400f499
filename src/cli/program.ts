import { Command } from 'commander'
import packageJson from '../../package.json' with { type: 'json' }
import { addBoard } from './backlog/board.ts'
import { addEnqueue } from './backlog/enqueue.ts'
import { addQueue } from './backlog/queue.ts'
import { addRejudge } from './backlog/rejudge.ts'
import { addResults } from './backlog/results.ts'
import { addStatus } from './backlog/status.ts'
import { addWork } from './backlog/work.ts'
import { addCleanText } from './clean-text.ts'
import { addCompare } from './compare.ts'
import { addCompletion } from './completion.ts'
import { addData } from './data.ts'
import { addDoctor } from './doctor/doctor.ts'
import { addEvaluate } from './evaluate.ts'
import { addExamples } from './examples.ts'
import { addExperiment } from './experiment/experiment.ts'
import { addModel } from './model.ts'
import { EXIT_HELP } from './outcome.ts'
import { addPredict } from './predict.ts'
import { addProductHead } from './product-head.ts'
import { addServe } from './serve.ts'
import { addTrain } from './train.ts'
import { addValidationRows } from './validation-rows.ts'

const COMMANDS = [
  addPredict,
  addData,
  addCleanText,
  addTrain,
  addEvaluate,
  addCompare,
  addServe,
  addExperiment,
  addEnqueue,
  addWork,
  addStatus,
  addQueue,
  addBoard,
  addResults,
  addRejudge,
  addModel,
  addDoctor,
  addProductHead,
  addValidationRows,
  addCompletion,
]

/** The command line, without anything done yet. */
export function createProgram(): Command {
  const program = new Command('memeveil')
    .description('Tells whether memes demean, threaten or mock people. Everything runs on this machine.')
    .version(packageJson.version)
    .addHelpText('after', `\n${EXIT_HELP}`)
  for (const add of COMMANDS) add(program)
  for (const command of program.commands) addExamples(command)
  return program
}
