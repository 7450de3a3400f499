import type { Entry } from '../store/store.ts'
import type { Later } from './batch.ts'

/** What is entered of a picture that was tried often enough. */
export function setAside({ item: { name, place, version }, reason }: Later): Entry {
  return { name, place, version, look: null, copy: false, error: { kind: 'set-aside', message: reason } }
}
