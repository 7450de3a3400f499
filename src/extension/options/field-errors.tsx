import { say } from '../../runtime/browser/say.ts'
import type { FieldError } from '../settings.ts'

/** Settings from elsewhere may have thousands. */
const MOST_ERRORS = 20

/** What is wrong with settings, field by field. */
export function FieldErrors({ errors }: { errors: FieldError[] }) {
  const more = errors.length - MOST_ERRORS
  return (
    <>
      <ul>
        {errors.slice(0, MOST_ERRORS).map(({ field, message }, i) => (
          <li key={i}>
            {field ? <code dir="ltr">{field}</code> : say('wholeFile')} {say.message(message)}
          </li>
        ))}
      </ul>
      {more > 0 && <p>{say.count('andMore', more)}</p>}
    </>
  )
}
