import { createHash } from 'node:crypto'
import type { Item } from './item.ts'

/** How many items a source has, and what tells it from one of which an item is gone, new, moved or edited. */
export async function survey(items: AsyncIterable<Item>): Promise<{ pictures: number; version: string }> {
  const hash = createHash('sha256')
  let pictures = 0
  for await (const { name, location, text } of items) {
    hash.update(`${JSON.stringify([name, location, text])}\n`)
    pictures++
  }
  return { pictures, version: hash.digest('hex') }
}
