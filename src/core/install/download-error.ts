import { UserError } from '../user-error.ts'

interface Outlook {
  /** Whether the same request may do later. */
  again?: boolean
  /** For how long the hub asks to wait until then. */
  waitMs?: number
  /** Whether the hub has none of what is asked for. */
  gone?: boolean
  /** Whether it may have it, and not for everybody. */
  closed?: boolean
}

/** What keeps a model from being had; the message says what was asked and what to do. */
export class DownloadError extends UserError {
  constructor(
    message: string,
    readonly outlook: Outlook = {},
  ) {
    super('download', message)
  }
}
