import { UserError } from '../user-error.ts'

/** A model that can't be used: what is wrong and with which file is in the message. */
export class ModelError extends UserError {
  constructor(message: string) {
    super('model', message)
  }
}
