// Packs what scripts/build.mjs has built.
import { createHash } from 'node:crypto'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { builtFiles, isRepository, sourceFiles } from './files.mjs'
import { BROWSERS, FOLDER, nameOf, SUMS } from './names.mjs'
import { sbomOf } from './sbom.mjs'
import { zipOf } from './zip.mjs'

/** @param {string} what @param {Uint8Array | string} content @returns its line in SHA256SUMS */
function write(what, content) {
  writeFileSync(`${FOLDER}/${nameOf(what)}`, content)
  return `${createHash('sha256').update(content).digest('hex')}  ${nameOf(what)}\n`
}

rmSync(FOLDER, { recursive: true, force: true })
mkdirSync(FOLDER, { recursive: true })
const sums = BROWSERS.map((browser) => write(`${browser}.zip`, zipOf(builtFiles(browser))))
sums.push(write('sbom.cdx.json', `${JSON.stringify(sbomOf(BROWSERS), null, 2)}\n`))
if (isRepository()) sums.push(write('source.zip', zipOf(sourceFiles())))
else console.log('This is no repository, so there is no source package.')
writeFileSync(SUMS, sums.join(''))
console.log(`\n${FOLDER}:\n${sums.join('')}`)
