import { readingWarning } from '../../core/head-reading.ts'
import { say } from '../../runtime/browser/say.ts'
import { currentHead } from './current-head.ts'

/** What is to be told of a head that the user loaded; the bundled one is measured with each new reading. */
export function HeadWarning() {
  const current = currentHead.value
  if (!current) return null
  const { own, name, head, setAside } = current
  const warning = setAside
    ? { what: setAside.name, why: { said: say('headSetAside', { detail: setAside.fault }) } }
    : { what: name, why: { said: (!own && readingWarning(say, head)) || '' } }
  if (!warning.why.said) return null
  return (
    <p class="bad" role="status">
      {say('told', warning)}
    </p>
  )
}
