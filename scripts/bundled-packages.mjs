import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

/**
 * The npm packages that a build's code is of are listed in out/bundled, a file a vite mode, as folders of
 * node_modules.
 *
 * @param {string} mode
 */
export const bundledList = (mode) => `out/bundled/${mode}.json`

/** "node_modules/@scope/name" of a module's address; null for our own. @param {string} module */
function packageOf(module) {
  if (module.startsWith('\0')) return module.includes('vite') ? 'node_modules/vite' : 'node_modules/rolldown'
  const at = module.lastIndexOf('/node_modules/')
  if (at < 0) return null
  const whole = module.slice(module.indexOf('/node_modules/') + 1)
  const [inner] = /^(@[^/]+\/)?[^/]+/.exec(module.slice(at + '/node_modules/'.length)) ?? []
  return whole.slice(0, whole.lastIndexOf('node_modules/') + 'node_modules/'.length) + inner
}

/**
 * Lists the packages of a build, those of its workers too.
 * @param {string} mode
 * @returns {{ inBundle: () => import('vite').Plugin, written: import('vite').Plugin }} the first for each bundle
 */
export function listPackages(mode) {
  /** @type {Set<string>} */
  const packages = new Set()
  return {
    inBundle: () => ({
      name: 'note-packages',
      generateBundle(_, bundle) {
        for (const file of Object.values(bundle)) {
          const modules = file.type === 'chunk' ? file.moduleIds : []
          for (const found of modules.map(packageOf)) if (found) packages.add(found)
        }
      },
    }),
    written: {
      name: 'list-packages',
      writeBundle() {
        mkdirSync(dirname(bundledList(mode)), { recursive: true })
        writeFileSync(bundledList(mode), JSON.stringify([...packages].sort()))
      },
    },
  }
}
