// npm run fix: repairs the style of TypeScript, and of Python where `npm test` has made its environment.
import { fix } from './checks.mjs'
import { conclude } from './outcome.mjs'
import { setUp, told } from './setup.mjs'
import { venv } from './towers.mjs'

told(() => {
  setUp([])
  conclude(fix(venv()))
})
