import { ENDLESS, pauseEverywhere, pauseTab } from '../pauses.ts'
import { page } from './state.ts'

const MINUTE_MS = 60_000

/** Everywhere, but for the first. */
const PAUSES: Record<string, (tab: number) => Promise<void>> = {
  'on this tab': pauseTab,
  'for 15 minutes': () => pauseEverywhere(15 * MINUTE_MS),
  'for an hour': () => pauseEverywhere(60 * MINUTE_MS),
  'until the browser restarts': () => pauseEverywhere(ENDLESS),
}

/** A list rather than buttons: it takes the room of one. */
export function PauseMenu() {
  const tab = page.value?.tab
  if (tab === undefined) return null
  return (
    <select
      name="pause"
      aria-label="Pause"
      value=""
      onChange={(e) => {
        void PAUSES[e.currentTarget.value]?.(tab)
        e.currentTarget.value = ''
      }}
    >
      <option value="" disabled>
        Pause
      </option>
      {Object.keys(PAUSES).map((name) => (
        <option key={name} value={name}>
          {name}
        </option>
      ))}
    </select>
  )
}
