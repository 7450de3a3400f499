import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { UserError } from '../../core/user-error.ts'
import type { Item } from './item.ts'
import { linesOf } from './lines.ts'
import { addressIn } from './locations.ts'
import { createNames } from './names.ts'

/**
 * One address or path a line, a path from `folder` on; blank lines and those that begin with # are skipped. `called` is
 * what errors call the list. Throws UserError ('table') that names the line.
 */
export async function* itemsOfList(
  chunks: AsyncIterable<Uint8Array>,
  called: string,
  folder: string,
): AsyncGenerator<Item> {
  const names = createNames()
  let number = 0
  for await (const line of linesOf(chunks, called)) {
    number++
    const value = line.trim()
    if (value === '' || value.startsWith('#')) continue
    const where = `${called}, line ${number}`
    if (value.includes('\0')) throw new UserError('table', `${where}: no text; give one address or path a line`)
    const location = addressIn(value, where) ?? pathToFileURL(resolve(folder, value)).href
    yield { name: names.unique(value, number), location }
  }
}
