// Checks .github/workflows by GitHub's own schema: where no runner can be had, a misspelt key shows here.
import { readdirSync, readFileSync } from 'node:fs'
import { NoOperationTraceWriter, parseWorkflow } from '@actions/workflow-parser'

const FOLDER = '.github/workflows'
const errors = readdirSync(FOLDER).flatMap((name) => {
  const content = readFileSync(`${FOLDER}/${name}`, 'utf8')
  return parseWorkflow({ name, content }, new NoOperationTraceWriter()).context.errors.getErrors()
})
for (const { message } of errors) console.error(message)
process.exitCode = errors.length > 0 ? 1 : 0
