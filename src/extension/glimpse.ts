/** Whether a first look at a picture saw lettering, for whoever waits to hear it before the verdict comes. */
export interface Glimpse {
  /** Stays open where there is no first look. */
  seen: Promise<boolean>
  tell(lettering: boolean): void
}

export function createGlimpse(): Glimpse {
  let tell: Glimpse['tell'] = () => {}
  const seen = new Promise<boolean>((resolve) => {
    tell = resolve
  })
  return { seen, tell }
}
