import { UserError } from '../core/user-error.ts'
import { EXIT } from './outcome.ts'
import { createProgram } from './program.ts'

try {
  await createProgram().parseAsync()
} catch (error) {
  // anything else is a fault of ours and keeps its stack
  console.error(error instanceof UserError ? `memeveil: ${error.message}` : error)
  process.exitCode = EXIT.failed
}
