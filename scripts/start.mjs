// npm start [-- --headless]: set up, build, and show the extension at work on the demo feed.
import { orHeadless, run, setUp, told } from './setup.mjs'

told(() => {
  const given = orHeadless(process.argv.slice(2))
  setUp(given.includes('--headless') ? ['chrome', 'firefox', 'fonts'] : ['chrome', 'fonts'])
  run('scripts/build.mjs')
  run('--import', 'tsx', 'demo/run.ts', ...given)
})
