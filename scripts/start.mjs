// npm start [-- --headless]: set up, build, and show the extension at work on the demo feed.
import { run, setUp } from './setup.mjs'

setUp()
run('scripts/build.mjs')
const given = process.argv.slice(2)
const noDisplay = process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY
if (noDisplay && !given.includes('--headless')) {
  console.log('There is no display here, so the browsers run headless; see out/demo for what they showed.')
  given.push('--headless')
}
try {
  run('--import', 'tsx', 'demo/run.ts', ...given)
} catch {
  process.exit(1) // it has said what went wrong
}
