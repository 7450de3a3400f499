import { say } from '../../runtime/browser/say.ts'
import { ENDLESS, pauseEverywhere, pauseTab } from '../pauses.ts'
import { page } from './state.ts'

const MINUTE_MS = 60_000
const MENU = 'pause-menu'

interface Pause {
  name: string
  label: string
  begin(tab: number): Promise<void>
}

const PAUSES: Pause[] = [
  { name: 'pause-tab', label: say('pauseTab'), begin: pauseTab },
  { name: 'pause-15', label: say('pauseQuarter'), begin: () => pauseEverywhere(15 * MINUTE_MS) },
  { name: 'pause-60', label: say('pauseHour'), begin: () => pauseEverywhere(60 * MINUTE_MS) },
  { name: 'pause-restart', label: say('pauseRestart'), begin: () => pauseEverywhere(ENDLESS) },
]

/** Where nothing is done for a while, and for how long. */
export function PauseMenu() {
  const tab = page.value?.tab
  if (tab === undefined) return null
  return (
    <>
      <button type="button" class="plain" name="pause" popovertarget={MENU}>
        {say('pause')}
      </button>
      <ul id={MENU} popover="auto" aria-label={say('pause')}>
        {PAUSES.map(({ name, label, begin }) => (
          <li key={name}>
            <button
              type="button"
              class="plain"
              name={name}
              popovertarget={MENU}
              popovertargetaction="hide"
              onClick={() => begin(tab)}
            >
              {label}
            </button>
          </li>
        ))}
      </ul>
    </>
  )
}
