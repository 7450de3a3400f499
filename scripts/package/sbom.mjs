import { execSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { shippedPackages } from './notice.mjs'

/** @typedef {{ name: string, version: string, 'bom-ref': string, scope?: string }} Component */

/** The files of the models, as CycloneDX has them. @param {string} built the folder of a build */
function modelsIn(built) {
  return readdirSync(`${built}/models`)
    .sort()
    .flatMap((model) => {
      const folder = `${built}/models/${model}`
      const [manifest] = readdirSync(folder).filter((name) => /^(model|reader|symbol|sexual)\.json$/.test(name))
      const { version, files } = JSON.parse(readFileSync(`${folder}/${manifest}`, 'utf8'))
      const listed = Object.values(files).flatMap((file) => [file, ...(file.weights ? [file.weights] : [])])
      return listed.map(({ path, sha256 }) => ({
        type: 'machine-learning-model',
        'bom-ref': `models/${model}/${path}`,
        name: `models/${model}/${path}`,
        ...(version && { version }),
        hashes: [{ alg: 'SHA-256', content: sha256 }],
      }))
    })
}

/**
 * The bill of materials of what is built, in CycloneDX: npm's own by the lock file, cut down to what is in the build,
 * and the models. Without the time and the random number that npm adds, so that the same build has the same one.
 *
 * @param {string[]} browsers
 */
export function sbomOf(browsers) {
  // by a shell, for npm is a .cmd on Windows
  const whole = execSync('npm sbom --sbom-format cyclonedx --package-lock-only', { maxBuffer: 1e8 })
  const { serialNumber, metadata, components, dependencies, ...others } = JSON.parse(whole.toString())
  const { timestamp, component, ...about } = metadata
  const shipped = new Set(browsers.flatMap(shippedPackages).map(({ name, version }) => `${name}@${version}`))
  // npm tells what is installed for the build alone; here it is in the product
  const packages = components.filter((/** @type {Component} */ { name, version }) =>
    shipped.delete(`${name}@${version}`),
  )
  if (shipped.size > 0) throw new Error(`not in the lock file: ${[...shipped].join(', ')}`)
  const product = { ...component, type: 'application', name: 'memeveil' }
  return {
    ...others,
    metadata: { ...about, component: product },
    components: [
      ...packages.map((/** @type {Component} */ one) => ({ ...one, scope: 'required' })),
      ...modelsIn(`dist/${browsers[0]}`),
    ],
  }
}
