/**
 * Does pieces of work of one name one after the other, in whichever of the extension's own pages they are begun. Not
 * for content scripts: their locks are the web page's, which could hold one for ever.
 */
export function inTurn<T>(name: string, work: () => Promise<T>): Promise<T> {
  return navigator.locks.request(name, work) as Promise<T>
}
