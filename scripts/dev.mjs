// npm run dev [-- firefox] [-- --headless]: set up, then build and reload at every change, on the demo feed.
import { orHeadless, run, setUp, told } from './setup.mjs'

told(() => {
  const given = orHeadless(process.argv.slice(2))
  setUp([given.includes('firefox') ? 'firefox' : 'chrome', 'fonts'])
  run('--import', 'tsx', 'demo/dev.ts', ...given)
})
