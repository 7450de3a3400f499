import { readingWarning } from '../../core/head-reading.ts'
import { say } from '../../runtime/browser/say.ts'
import { currentHead } from './current-head.ts'

/** What is to be told of a head that the user loaded; the bundled one is measured with each new reading. */
export function HeadWarning() {
  const current = currentHead.value
  const warning = current && !current.own && readingWarning(say, current.head)
  if (!warning) return null
  return (
    <p class="bad" role="status">
      {say('told', { what: current.name, why: { said: warning } })}
    </p>
  )
}
