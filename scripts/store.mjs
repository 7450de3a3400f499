// npm run store [-- en de]: the stores' texts and pictures, in out/store.
import { run, setUp, told } from './setup.mjs'

told(() => {
  setUp(['chrome', 'fonts', 'languages'])
  run('scripts/build.mjs', 'chrome')
  run('--import', 'tsx', 'demo/store/main.ts', ...process.argv.slice(2))
})
