// npm run lint: every check that runs nothing of the product.
import { lint } from './checks.mjs'
import { conclude } from './outcome.mjs'
import { run, setUp, told } from './setup.mjs'
import { venv } from './towers.mjs'

told(() => {
  setUp([])
  run('scripts/build.mjs', 'firefox')
  conclude(lint(venv()))
})
