import { useSignalEffect } from '@preact/signals'
import { APART } from '../../core/model/ratings.ts'
import { say } from '../../runtime/browser/say.ts'
import { type PictureState, REVEAL_MS, sendToFrames } from '../protocol.ts'
import { askEngine } from './engine-state.ts'
import { countPictures, isRevealed, pictures } from './pictures.ts'
import { page } from './state.ts'
import { VeiledList } from './veiled-list.tsx'

const VEILED: PictureState[] = ['offensive', ...APART, 'revealed', 'blocked']
/** Which states each number counts. */
const COUNTS: { name: 'checked' | 'veiled' | 'waiting' | 'unknown'; states: PictureState[] }[] = [
  { name: 'checked', states: ['fine', 'offensive', ...APART, 'revealed'] },
  { name: 'veiled', states: VEILED },
  { name: 'waiting', states: ['checking'] },
  { name: 'unknown', states: ['unknown'] },
]

/** All of the page, in all of its frames, for a minute or no longer. */
function RevealAll({ tab }: { tab: number }) {
  const isOn = isRevealed.value
  const reveal = (ms: number) => {
    isRevealed.value = ms > 0
    void sendToFrames(tab, 'extension-to-content: reveal-all', { ms })
  }
  return (
    <button type="button" class="plain" name="reveal-all" onClick={() => reveal(isOn ? 0 : REVEAL_MS)}>
      {say(isOn ? 'coverAgain' : 'revealAll')}
    </button>
  )
}

/** What was checked and veiled on this page, counted again while the popup is open. */
export function OnThisPage() {
  useSignalEffect(() => {
    const tab = page.value?.tab
    if (tab === undefined) return
    const look = () => {
      void countPictures(tab)
      void askEngine()
    }
    look()
    const timer = setInterval(look, 700)
    return () => clearInterval(timer)
  })
  const list = pictures.value
  if (list === null || !page.value) return null
  const countOf = (states: PictureState[]) => list.filter(({ state }) => states.includes(state)).length
  const veiled = list.filter(({ state }) => VEILED.includes(state))
  return (
    <section aria-label={say('picturesHere')}>
      <div class="counts">
        {COUNTS.map(({ name, states }) => (
          <span key={name}>
            <b>{say.value(countOf(states))}</b>
            {say(`count_${name}`)}
          </span>
        ))}
      </div>
      {veiled.length > 0 && (
        <>
          <VeiledList veiled={veiled} page={page.value} />
          <RevealAll tab={page.value.tab} />
        </>
      )}
    </section>
  )
}
