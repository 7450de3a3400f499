import type { Item } from '../source/item.ts'
import type { Batch } from './batch.ts'

/** A source's items, `size` at a time, each with its place. */
export async function* batchesOf(items: AsyncIterable<Item>, size: number): AsyncGenerator<Batch['items']> {
  let place = 0
  let some: Batch['items'] = []
  for await (const item of items) {
    some.push({ ...item, place: place++ })
    if (some.length < size) continue
    yield some
    some = []
  }
  if (some.length > 0) yield some
}
