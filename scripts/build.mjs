// Builds dist/chrome and dist/firefox (or the one named as argument).
import { execFileSync } from 'node:child_process'
import { writeNotice } from './package/notice.mjs'
import { partsOf } from './parts.mjs'

// set to something else, as tests do, it makes another build
const env = { ...process.env, NODE_ENV: 'production' }
const wanted = process.argv[2] ? [process.argv[2]] : ['chrome', 'firefox']
for (const browser of wanted) {
  for (const mode of partsOf(browser)) {
    execFileSync(process.execPath, ['node_modules/vite/bin/vite.js', 'build', '--mode', mode, '--logLevel', 'warn'], {
      stdio: 'inherit',
      env,
    })
  }
  writeNotice(browser)
}
