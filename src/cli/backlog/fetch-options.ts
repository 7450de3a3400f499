import type { Command } from 'commander'
import packageJson from '../../../package.json' with { type: 'json' }
import { integerOption } from '../number-option.ts'

export interface FetchOptions {
  every: number
  root?: string[]
  copies: boolean
}

/** How pictures are had, and which need not be judged. */
export function addFetchOptions(command: Command): Command {
  return command
    .option(
      '--every <ms>',
      'between two requests to a host, unless its robots.txt says',
      integerOption(0, 60_000),
      1000,
    )
    .option('--root <folder...>', 'read files below these folders alone')
    .option('--no-copies', 'judge near copies of a picture by themselves, too')
}

export function fetchingOf({ every, root }: FetchOptions) {
  return { userAgent: `MemeVeil/${packageJson.version}`, everyMs: every, roots: root }
}
