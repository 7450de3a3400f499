/** What may go well later: the picture is not to blame. */
export class RetryLater extends Error {
  override name = 'RetryLater'
  constructor(
    message: string,
    /** How long to wait, where that is known. */
    readonly afterMs?: number,
    /** Whether anything was tried; else it was not the picture's turn, which is no failure to count. */
    readonly tried = true,
  ) {
    super(message)
  }
}
