/** The command was given something it can't work with; the message says what to do. */
export class UsageError extends Error {
  override name = 'UsageError'
}
