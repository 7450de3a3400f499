import { basename } from 'node:path'
import type { Command } from 'commander'
import { addInputOptions } from '../table-options.ts'

export interface SourceOptions {
  images?: string
}

export const SOURCE =
  'a folder, a table (CSV, Parquet), a list of addresses (.txt, or - for standard input), or s3://BUCKET/PREFIX'
export const BACKLOG = 'what it is called (default: after the source)'

/** Where pictures come from. */
export function addSourceOptions(command: Command): Command {
  return addInputOptions(
    command.argument('<source>', SOURCE).option('--images <folder>', "where a table's pictures are"),
  )
}

/** A source's last part, without its type. */
export function backlogName(source: string, given: string | undefined): string {
  return given ?? (basename(source).replace(/\.[a-z\d]+$/i, '') || source)
}
