import { UserError } from '../core/user-error.ts'
import { EXIT } from './outcome.ts'
import { createProgram } from './program.ts'

// who reads the output has seen enough of it, as `head` does; nothing more is judged for nobody
process.stdout.on('error', ({ code, message }: NodeJS.ErrnoException) => {
  if (code === 'EPIPE') process.exit()
  console.error(`memeveil: the output can't be written: ${message}`)
  process.exit(EXIT.failed)
})

try {
  await createProgram().parseAsync()
} catch (error) {
  console.error(isMendable(error) ? `memeveil: ${error.message}` : error)
  process.exitCode = EXIT.failed
}

/** What the user or the system can mend; anything else is a fault of ours and keeps its stack. */
function isMendable(error: unknown): error is Error {
  return error instanceof UserError || (error instanceof Error && 'syscall' in error)
}
