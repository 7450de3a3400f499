import { say } from '../../runtime/browser/say.ts'
import type { CurrentSecond } from '../engine/second-choice.ts'
import { currentHead, heads } from '../ui/current-head.ts'
import { SwitchRow } from '../ui/rows.tsx'
import { fitKey } from './fit-key.ts'
import { changeHead } from './head-changes.ts'

function inWords({ installed, head, beside }: CurrentSecond): string {
  const said = head
    ? say('secondTrained', { model: installed, file: head.name })
    : say('secondUntrained', { model: installed })
  return `${said} ${say(fitKey(beside.towers))}`
}

/** The model that sees pictures beside the bundled one, and what it may do. */
export function SecondModel() {
  const { second = null, secondSetAside = null } = currentHead.value ?? {}
  return (
    <div data-second={second?.installed ?? secondSetAside?.installed}>
      <p role="status" class={secondSetAside ? 'bad' : undefined}>
        {second && inWords(second)}
        {secondSetAside && say('secondAside', { model: secondSetAside.installed, detail: secondSetAside.fault })}
      </p>
      {second && !second.head && (
        <SwitchRow
          name="secondVeils"
          label={say('secondVeils')}
          hint={say('secondVeilsHint')}
          on={second.mayVeil}
          onSwitch={(on) => changeHead(() => heads.letVeil(on))}
        />
      )}
    </div>
  )
}
