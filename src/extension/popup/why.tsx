import type { Sensitivity, Verdict } from '../../core/decide.ts'
import { explanationOf } from '../../core/explanation.ts'
import { say } from '../../runtime/browser/say.ts'

/** Why a verdict is what it is, with the words that count marked. */
export function Why({ verdict, sensitivity }: { verdict: Verdict; sensitivity: Sensitivity }) {
  const { reasons, words } = explanationOf(say, verdict, sensitivity)
  return (
    <>
      {reasons.map((reason) => (
        <div key={reason}>{reason}</div>
      ))}
      {words.length > 0 && (
        <blockquote dir="auto">
          {words.map(({ word, change, counts }, i) => (
            <span key={i}>{counts ? <mark class={change > 0 ? 'raises' : 'lowers'}>{word}</mark> : word} </span>
          ))}
        </blockquote>
      )}
    </>
  )
}
