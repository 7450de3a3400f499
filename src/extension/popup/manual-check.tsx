import { signal } from '@preact/signals'
import { decide, isSexual, percent } from '../../core/decide.ts'
import { type CheckResult, unknown } from '../check-result.ts'
import { send } from '../protocol.ts'
import { settings } from './state.ts'
import { times } from './times.ts'
import { Why } from './why.tsx'

const picture = signal<string | null>(null)
const text = signal('')
/** Untouched, the text is what the reader finds; corrected, it is the user's. */
const typed = signal(false)
const busy = signal(false)
const result = signal<CheckResult | null>(null)
const problem = signal('')

function take(file: File | null | undefined): void {
  if (!file) return
  if (!file.type.startsWith('image/')) {
    problem.value = `${file.name || 'That'} is not a picture.`
    return
  }
  problem.value = ''
  const reader = new FileReader()
  reader.onload = () => {
    picture.value = reader.result as string
    typed.value = false
    text.value = ''
    run()
  }
  reader.readAsDataURL(file)
}

async function run(): Promise<void> {
  busy.value = true
  result.value = null
  try {
    const checked = await send('popup-to-background: check-by-hand', {
      picture: picture.value ?? undefined,
      text: typed.value ? text.value : undefined,
    })
    result.value = checked
    if (checked.state === 'judged' && !typed.value) text.value = checked.verdict.text
  } catch (error) {
    result.value = unknown(error)
  } finally {
    busy.value = false
  }
}

document.addEventListener('paste', (event) => {
  const file = [...(event.clipboardData?.files ?? [])][0]
  if (file) take(file)
})

/** A picture by drop, paste or file, with its text read or typed. */
export function ManualCheck() {
  return (
    <section>
      <h2>Check a picture</h2>
      <label
        class="drop"
        onDragOver={(e) => e.preventDefault()}
        onDrop={(e) => {
          e.preventDefault()
          take(e.dataTransfer?.files[0])
        }}
      >
        {picture.value && <img src={picture.value} alt="What is being checked" />}
        <span>Drop, paste or choose a picture</span>
        <input type="file" accept="image/*" onChange={(e) => take(e.currentTarget.files?.[0])} />
      </label>
      <textarea
        aria-label="Text of the picture"
        placeholder="Its text is read; correct it here, or type a text alone"
        value={text.value}
        onInput={(e) => {
          text.value = e.currentTarget.value
          typed.value = true
        }}
      />
      <div class="actions">
        <button type="button" disabled={busy.value || (!picture.value && text.value.trim() === '')} onClick={run}>
          {busy.value ? 'Checking…' : 'Check'}
        </button>
        <span class="quiet" role="alert">
          {problem.value}
        </span>
      </div>
      <div aria-live="polite">{result.value && <Outcome result={result.value} />}</div>
    </section>
  )
}

/** Nothing where it was not asked for. */
function SexualRating({ probability }: { probability: number | null | undefined }) {
  if (typeof probability !== 'number') return null
  return <div class={isSexual(probability) ? 'bad' : 'good'}>Sexual picture: {percent(probability)}</div>
}

function Outcome({ result }: { result: CheckResult }) {
  if (result.state === 'unknown') {
    return (
      <div class="verdict bad">
        Not checked: {result.reason}
        <SexualRating probability={result.sexual} />
      </div>
    )
  }
  const { verdict, devices } = result
  const prediction = decide(verdict, settings.value)
  return (
    <div class="verdict">
      <b class={prediction === 'Offensive' ? 'bad' : 'good'} data-prediction={prediction}>
        {prediction}: {percent(verdict.probability)}
      </b>
      <meter min={0} max={1} value={verdict.probability} aria-label="Probability of offensive" />
      <Why verdict={verdict} sensitivity={settings.value} />
      <div class="quiet">
        {devices === null ? 'Judged before' : times(verdict.ms, devices)} · {verdict.model.id} {verdict.model.version}
      </div>
    </div>
  )
}
