import { readFileSync } from 'node:fs'
import { zipSync } from 'fflate'

/** The first day that a zip can tell, in the local time in which it is told. */
const WHEN = new Date(1980, 0, 1)
const UNIX = 3

/** @typedef {{ path: string, from: string, executable?: boolean }} Entry what is in the file `from`, under `path` */

/**
 * The same files give the same bytes, on any machine: by name, of one time, with one of two modes, and packed by
 * JavaScript, since what a system's own zlib makes differs from one to the next.
 *
 * @param {Entry[]} entries
 */
export function zipOf(entries) {
  const sorted = [...entries].sort((a, b) => (a.path < b.path ? -1 : 1))
  const files = sorted.map(({ path, from, executable }) => {
    const mode = executable ? 0o100755 : 0o100644
    return [path, [readFileSync(from), { mtime: WHEN, os: UNIX, attrs: mode << 16 }]]
  })
  return zipSync(Object.fromEntries(files), { level: 6 })
}
