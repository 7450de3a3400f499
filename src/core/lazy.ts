/** Something that loads at its first use; a failed load is tried again at the next. */
export class Lazy<T> {
  private loading: Promise<T> | undefined

  constructor(private readonly load: () => Promise<T>) {}

  get(): Promise<T> {
    this.loading ??= this.load().catch((error) => {
      this.loading = undefined
      throw error
    })
    return this.loading
  }

  /** Gives up what was loaded, so that the next use loads again; undefined where nothing was or loading failed. */
  async release(): Promise<T | undefined> {
    const { loading } = this
    this.loading = undefined
    return loading?.catch(() => undefined)
  }
}
