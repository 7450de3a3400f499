// Python for the checks of towers/: a virtual environment in out/venv.
import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'

/** @typedef {{ program: string } | { missing: string }} Python its program, or why there is none */

const WINDOWS = process.platform === 'win32'
const PROGRAM = WINDOWS ? 'out/venv/Scripts/python.exe' : 'out/venv/bin/python'
const TOO_OLD = 3
const PROBE = `import sys; sys.version_info >= (3, 11) or sys.exit(${TOO_OLD}); import ensurepip, venv`

/** @returns {Python} */
function systemPython() {
  let missing = 'no python3'
  for (const program of WINDOWS ? ['python'] : ['python3', 'python']) {
    const { error, status } = spawnSync(program, ['-c', PROBE], { stdio: 'ignore' })
    if (error) continue
    if (status === 0) return { program }
    missing = status === TOO_OLD ? `${program} is older than 3.11` : `${program} has no venv: install python3-venv`
  }
  return { missing }
}

/**
 * The environment as an earlier `npm test` left it.
 * @returns {Python}
 */
export const venv = () => (existsSync(PROGRAM) ? { program: PROGRAM } : { missing: 'npm test makes their out/venv' })

/**
 * The environment with all that towers/requirements.txt names.
 * @returns {Python}
 * @throws {Error} when there is a Python and the packages can't be installed
 */
export function makeVenv() {
  const python = systemPython()
  if ('missing' in python) return python
  const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '-r', 'towers/requirements.txt']
  if (!existsSync(PROGRAM)) execFileSync(python.program, ['-m', 'venv', 'out/venv'], { stdio: 'inherit' })
  execFileSync(PROGRAM, pip, { stdio: 'inherit' })
  return { program: PROGRAM }
}
