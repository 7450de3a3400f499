import { statSync } from 'node:fs'
import { basename, resolve } from 'node:path'
import type { Command } from 'commander'
import { SOURCES } from '../../backlog/source/item.ts'
import type { SourceVersion } from '../../backlog/store/store.ts'
import { addInputOptions } from '../table-options.ts'

export interface SourceOptions {
  images?: string
}

export const BACKLOG = 'what it is called (default: after the source)'

/** Where pictures come from. */
export function addSourceOptions(command: Command): Command {
  return addInputOptions(
    command.argument('<source>', SOURCES).option('--images <folder>', "where a table's pictures are"),
  )
}

/** A source's last part, without its type. */
export function backlogName(source: string, given: string | undefined): string {
  return given ?? (basename(source).replace(/\.[a-z\d]+$/i, '') || source)
}

/** Which source it is, and as which it stands there now: an edited table is another one. */
export function sourceOf(source: string): SourceVersion {
  if (source === '-' || /^s3:/i.test(source)) return { path: source, version: '' }
  const path = resolve(source)
  const found = statSync(path, { throwIfNoEntry: false })
  return { path, version: found?.isFile() ? `${found.size} ${found.mtimeMs}` : '' }
}
