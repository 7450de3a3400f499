// npm run package: what the stores get, in out/package. `-- --check` also builds it anew from the source package.
import { run, setUp, told } from './setup.mjs'

told(() => {
  setUp([])
  run('scripts/build.mjs')
  run('scripts/package/make.mjs')
  if (process.argv.includes('--check')) run('scripts/package/build-anew.mjs')
})
