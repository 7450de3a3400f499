import { UserError } from '../core/user-error.ts'

/** The command was given something it can't work with; the message says what to do. */
export class UsageError extends UserError {
  constructor(message: string) {
    super('usage', message)
  }
}
