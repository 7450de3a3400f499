// What goes into which zip.
import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, statSync } from 'node:fs'
import { join, relative, sep } from 'node:path'

/** @typedef {import('./zip.mjs').Entry} Entry */

/** All of a browser's build. @param {string} browser @returns {Entry[]} */
export function builtFiles(browser) {
  const folder = join('dist', browser)
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  return files.map(({ parentPath, name }) => {
    const from = join(parentPath, name)
    return { path: relative(folder, from).split(sep).join('/'), from }
  })
}

/** Whether this is a repository, and not what a source package was unpacked to. */
export const isRepository = () => existsSync('.git')

/**
 * What the build was made of: all that git tracks, as it is in the working tree.
 * @returns {Entry[]}
 */
export function sourceFiles() {
  const listed = execFileSync('git', ['ls-files', '-z'], { encoding: 'utf8' })
  const paths = [...new Set(listed.split('\0'))].filter((path) => path && existsSync(path))
  return paths.map((path) => ({ path, from: path, executable: (statSync(path).mode & 0o100) !== 0 }))
}
