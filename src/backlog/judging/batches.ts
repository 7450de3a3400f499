import { hashOf } from '../../training/data/embedding-cache.ts'
import type { Item } from '../source/item.ts'
import type { Batch } from './batch.ts'

/** A source's items, `size` at a time, each with its place. */
export async function* batchesOf(items: AsyncIterable<Item>, size: number): AsyncGenerator<Batch['items']> {
  let place = 0
  let some: Batch['items'] = []
  for await (const item of items) {
    some.push({ ...item, name: shortened(item.name), place: place++ })
    if (some.length < size) continue
    yield some
    some = []
  }
  if (some.length > 0) yield some
}

/** An index of PostgreSQL takes 2,704 bytes. */
const MOST_NAME = 600

/** A name by which results can be found; of a longer one its start, and what tells it from others. */
function shortened(given: string): string {
  // PostgreSQL has no NUL in a text
  const name = given.replaceAll('\0', '')
  if (name.length <= MOST_NAME) return name
  return `${name.slice(0, MOST_NAME - 80)}… ${hashOf(name)}`
}
