/** What a user can mend: the kinds of `UserError`. */
export type ErrorKind =
  /** A command was given something it can't work with. */
  | 'usage'
  /** A setting of a training run. */
  | 'setting'
  /** A table: file, line and field are in the message. */
  | 'table'
  /** A model's file that is missing, damaged or of another form. */
  | 'model'
  /** A model that can't be had from its hub. */
  | 'download'
  /** A file of corrections of another form or another model. */
  | 'corrections'
  /** A file that can't be written: the disk is full or read-only. */
  | 'output'
  /** A picture that can't be decoded. */
  | 'picture'
  /** A picture file that isn't there, or is no file. */
  | 'missing-picture'
  /** A picture of more pixels than are decoded, or more bytes than are fetched. */
  | 'large-picture'
  /** A picture that could not be had at any try. */
  | 'set-aside'
  /** A text in a language that isn't judged. */
  | 'language'
  /** A picture with lettering that can't be read. */
  | 'lettering'

/** An error whose message says what was wrong, where, and what to do. Its kind outlives the way between processes. */
export class UserError extends Error {
  override name = 'UserError'
  constructor(
    readonly kind: ErrorKind,
    message: string,
  ) {
    super(message)
  }
}

/** An error as it travels between processes, where classes are lost. */
export interface Problem {
  kind: ErrorKind
  message: string
}

/** A `UserError` as a problem; any other error is thrown on. */
export function asProblem(error: unknown): Problem {
  if (!(error instanceof UserError)) throw error
  return { kind: error.kind, message: error.message }
}
