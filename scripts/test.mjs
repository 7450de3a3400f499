// npm test: set up, build, then every check there is. Ends with "N passed, N failed".
import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync } from 'node:fs'
import { run, setUp } from './setup.mjs'

setUp()
run('scripts/build.mjs')
mkdirSync('out', { recursive: true })

const bin = (name) => `node_modules/.bin/${name}`
const CHECKS = [
  { name: 'types', command: [bin('tsc'), '--noEmit'] },
  { name: 'lint', command: [bin('biome'), 'check', '--error-on-warnings'] },
  { name: 'unused code', command: [bin('knip')] },
  { name: 'architecture', command: [bin('depcruise'), 'src'] },
  { name: 'Firefox add-on lint', command: [bin('web-ext'), 'lint', '--source-dir', 'dist/firefox'] },
]
const SUITES = ['unit', 'node', 'e2e']

let passed = 0
let failed = 0
for (const { name, command } of CHECKS) {
  console.log(`\n— ${name}`)
  if (spawnSync(command[0], command.slice(1), { stdio: 'inherit' }).status === 0) passed++
  else failed++
}
for (const suite of SUITES) {
  console.log(`\n— ${suite} tests`)
  const report = `out/vitest-${suite}.json`
  const { status } = spawnSync(
    bin('vitest'),
    ['run', '--project', suite, '--reporter', 'default', '--reporter', 'json', '--outputFile', report],
    {
      stdio: 'inherit',
    },
  )
  const { numPassedTests, numFailedTests } = JSON.parse(readFileSync(report, 'utf8'))
  passed += numPassedTests
  // a suite that broke outside its tests counts as a failure
  failed += numFailedTests || (status === 0 ? 0 : 1)
}
console.log(`\n${passed} passed, ${failed} failed`)
process.exit(failed > 0 ? 1 : 0)
