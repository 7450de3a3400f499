/**
 * Work on one of many things, whose failure is told and keeps none of the others back: a page may have a form whose
 * fields are called as its properties.
 */
export function guarded<T>(work: (one: T) => void): (one: T) => void {
  return (one) => {
    try {
      work(one)
    } catch (error) {
      console.warn('One element of the page could not be looked at:', error)
    }
  }
}
