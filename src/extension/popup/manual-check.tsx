import { decide } from '../../core/decide.ts'
import { apartSaid, decided } from '../../core/explanation.ts'
import { counting, type Ratings, UNRATED } from '../../core/model/ratings.ts'
import { say } from '../../runtime/browser/say.ts'
import { type CheckResult, notChecked } from '../check-result.ts'
import { MOST_TEXT } from '../protocol.ts'
import { settings } from '../ui/live-settings.ts'
import { byHand, run, takeAddress, takeFile } from './by-hand.ts'
import { askForHosts } from './host-access.tsx'
import { times } from './times.ts'
import { TryTopic } from './try-topic.tsx'
import { Why } from './why.tsx'
import { Wrong } from './wrong.tsx'

const { picture, shown, address, text, typed, busy, result, problem } = byHand

/** A picture that is dragged from a page comes as a file, as its address, or both. */
function takeDrop({ dataTransfer }: DragEvent): void {
  const [file] = dataTransfer?.files ?? []
  const found = dataTransfer?.getData('text/uri-list').split('\n')[0].trim()
  if (file) takeFile(file)
  else if (found) takeAddress(found)
}

document.addEventListener('paste', (event) => {
  const file = [...(event.clipboardData?.files ?? [])][0]
  if (file) takeFile(file)
})

/** The web is asked only where somebody presses the button. */
function AddressField() {
  const check = (e: Event) => {
    e.preventDefault()
    takeAddress(address.value.trim())
  }
  return (
    <form class="address" onSubmit={check}>
      <input
        type="text"
        inputMode="url"
        name="address"
        aria-label={say('address')}
        placeholder={say('addressHint')}
        dir={address.value ? 'ltr' : undefined}
        value={address.value}
        onInput={(e) => {
          address.value = e.currentTarget.value
        }}
      />
      <button type="submit" name="fetch" disabled={busy.value || address.value.trim() === ''}>
        {say('fetch')}
      </button>
    </form>
  )
}

/** Where the picture's host may not be asked yet. */
function AllowHost({ host }: { host: string }) {
  const allow = async () => {
    if (await askForHosts([host])) await run()
  }
  return (
    <div class="actions">
      <button type="button" name="allow" onClick={allow}>
        {say('allowAndCheck', { host })}
      </button>
    </div>
  )
}

/** A picture by drop, paste, file or address, with its text read or typed. */
export function ManualCheck() {
  return (
    <section class="check">
      <label
        class="drop"
        onDragOver={(e) => e.preventDefault()}
        onDrop={(e) => {
          e.preventDefault()
          takeDrop(e)
        }}
      >
        {shown.value && <img src={shown.value} alt={say('pictureChecked')} />}
        <span>{say('drop')}</span>
        <input type="file" accept="image/*" onChange={(e) => takeFile(e.currentTarget.files?.[0])} />
      </label>
      <AddressField />
      <textarea
        aria-label={say('text')}
        placeholder={say('textHint')}
        dir={text.value ? 'auto' : undefined}
        maxLength={MOST_TEXT}
        value={text.value}
        onInput={(e) => {
          text.value = e.currentTarget.value
          typed.value = true
        }}
      />
      <div class="actions">
        <button
          type="button"
          name="check"
          disabled={busy.value || (!picture.value && text.value.trim() === '')}
          onClick={run}
        >
          {say(busy.value ? 'checking' : 'check')}
        </button>
        <span class="quiet" role="alert">
          {problem.value}
        </span>
      </div>
      <div aria-live="polite">{result.value && <Outcome result={result.value} />}</div>
      <TryTopic picture={picture.value} />
    </section>
  )
}

/** What counts apart from "offensive". */
function Rated({ ratings = UNRATED }: { ratings: Ratings | undefined }) {
  return counting(ratings, settings.value).map((one) => (
    <div key={one.kind === 'topic' ? one.phrase : one.kind} class="bad">
      {apartSaid(say, one)}
    </div>
  ))
}

function Outcome({ result }: { result: CheckResult }) {
  if (result.state === 'unknown') {
    return (
      <div class="verdict bad">
        {notChecked(say, result)}
        {result.kind === 'no-access' && result.host && <AllowHost host={result.host} />}
        <Rated ratings={result.ratings} />
      </div>
    )
  }
  const { verdict, devices } = result
  const prediction = decide(verdict, settings.value)
  return (
    <div class="verdict">
      <b class={prediction === 'Offensive' ? 'bad' : 'good'} data-prediction={prediction}>
        {decided(say, verdict, settings.value)}
      </b>
      <Rated ratings={verdict.ratings} />
      <meter min={0} max={1} value={verdict.probability} aria-label={say('probability')} />
      <Why verdict={verdict} sensitivity={settings.value} />
      <Wrong verdict={verdict} sensitivity={settings.value} again={run} />
      <div class="quiet">
        {devices === null ? say('judgedBefore') : times(verdict.ms, devices)} · {verdict.model.id}{' '}
        {verdict.model.version}
      </div>
    </div>
  )
}
