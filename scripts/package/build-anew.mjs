// Unpacks the source package in an empty folder, makes the packages there as reviewers are told to, and compares them.
import { execSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { unzipSync } from 'fflate'
import { FOLDER, nameOf, SUMS } from './names.mjs'

/** In another time zone and with another mask, for neither may change a byte. */
const ELSEWHERE = { TZ: 'Pacific/Kiritimati' }
const MASK = 0o077

/** @param {string} zip @param {string} folder */
function unpack(zip, folder) {
  for (const [path, bytes] of Object.entries(unzipSync(readFileSync(zip)))) {
    const to = join(folder, path)
    mkdirSync(dirname(to), { recursive: true })
    writeFileSync(to, bytes)
    if (path.startsWith('bin/')) chmodSync(to, 0o755)
  }
}

const linesOf = (/** @type {string} */ sums) => readFileSync(sums, 'utf8').trim().split('\n')

const folder = mkdtempSync(join(tmpdir(), 'memeveil-source-'))
process.umask(MASK)
try {
  unpack(`${FOLDER}/${nameOf('source.zip')}`, folder)
  execSync('npm run package', { cwd: folder, stdio: 'inherit', env: { ...process.env, ...ELSEWHERE } })
  const there = linesOf(join(folder, SUMS))
  const here = linesOf(SUMS).filter((line) => !line.endsWith(nameOf('source.zip')))
  const different = here.filter((line) => !there.includes(line)).map((line) => line.split('  ')[1])
  for (const name of different) console.error(`${name} has other bytes when it is built from the source package`)
  if (different.length > 0) process.exitCode = 1
  else console.log('Built anew from the source package in an empty folder: the same bytes.')
} finally {
  rmSync(folder, { recursive: true, force: true })
}
