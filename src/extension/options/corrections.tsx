import { signal } from '@preact/signals'
import type { Learned } from '../../core/corrections/corrected-head.ts'
import { type Correction, fromFile, toFile } from '../../core/corrections/correction.ts'
import { MOST_COST } from '../../core/corrections/cost.ts'
import { say } from '../../runtime/browser/say.ts'
import { belongingOf } from '../engine/head-store.ts'
import { readInTurn } from '../one-by-one.ts'
import { send } from '../protocol.ts'
import { ConfirmButton } from '../ui/confirm-button.tsx'
import { heads } from '../ui/current-head.ts'
import { download } from './download.ts'
import { FileDrop } from './file-drop.tsx'
import { corrections, type KeptCorrections, readCorrections } from './kept-corrections.ts'
import { Section } from './section.tsx'
import { useWhenHeadsChange } from './when-seen.ts'

/** So many, and so many more each time. */
const PAGE = 50
/** A hundred thousand characters are a hundred corrections. */
const MOST_BYTES = 20_000_000

const kept = signal<KeptCorrections | null>(null)
const problem = signal('')
const done = signal('')
/** Learning from hundreds takes seconds, in which this page can't answer. */
const busy = signal(false)
const shown = signal(PAGE)

/** In turn, so that nothing is learned twice. */
const look = readInTurn(readCorrections, (found) => {
  kept.value = found
})

async function change(work: () => Promise<void>, told = ''): Promise<void> {
  problem.value = ''
  done.value = ''
  busy.value = true
  try {
    await painted()
    await work()
    await send('options-to-background: head-changed', {})
    done.value = told
  } catch (error) {
    problem.value = say('correctionsRefused', { detail: (error as Error).message })
  }
  await look().finally(() => {
    busy.value = false
  })
}

/** Long enough for the page to show what was said of it. */
const painted = () => new Promise((resolve) => setTimeout(resolve, 50))

async function take(file: File): Promise<void> {
  const belonging = belongingOf((await heads.current()).manifest)
  if (file.size > MOST_BYTES) throw new Error(say('fileTooLarge', { size: { bytes: MOST_BYTES } }))
  await corrections.add(fromFile(await file.text(), belonging))
}

/** What was learned, and what it costs or would have cost. */
function Learning({ state, before, tried }: Learned) {
  const changes = {
    auroc: { change: tried.auroc - before.auroc },
    flagged: { change: tried.flagged - before.flagged },
  }
  const most = { lost: { change: -MOST_COST.auroc }, more: { change: MOST_COST.flagged } }
  return (
    <p data-learning={state} class={state === 'whole' ? 'good' : 'bad'}>
      {state === 'whole' && say('learningWhole', changes)}
      {state === 'near' && say('learningNear', { ...changes, ...most })}
      {state === 'refused' && say('learningRefused', { ...changes, ...most })}
    </p>
  )
}

function Row({ id, at, offensive, verdict }: Correction) {
  return (
    <tr>
      <td>{new Date(at).toLocaleString(say.locale, { dateStyle: 'medium', timeStyle: 'short' })}</td>
      <td>
        {say(verdict.offensive ? 'decidedOffensive' : 'decidedNonOffensive', {
          percent: { percent: verdict.probability },
        })}
      </td>
      <td>{say(offensive ? 'saidOffensive' : 'saidFine')}</td>
      <td>
        <button type="button" class="second" disabled={busy.value} onClick={() => change(() => corrections.remove(id))}>
          {say('undoCorrection')}
        </button>
      </td>
    </tr>
  )
}

function List({ own }: { own: Correction[] }) {
  const more = own.length - shown.value
  return (
    <>
      <table class="corrections">
        <thead>
          <tr>
            <th scope="col">{say('correctionWhen')}</th>
            <th scope="col">{say('correctionThen')}</th>
            <th scope="col">{say('correctionSaid')}</th>
            <td />
          </tr>
        </thead>
        <tbody>
          {own.slice(0, shown.value).map((one) => (
            <Row key={one.id} {...one} />
          ))}
        </tbody>
      </table>
      {more > 0 && (
        <p class="quiet">
          {say.count('andMore', more)}{' '}
          <button
            type="button"
            class="second"
            name="older-corrections"
            onClick={() => {
              shown.value += PAGE
            }}
          >
            {say('correctionsOlder')}
          </button>
        </p>
      )}
    </>
  )
}

function Counts({ own, aside, learned, model }: KeptCorrections) {
  const offensive = own.filter((one) => one.offensive).length
  return (
    <div class="row" data-row="corrections">
      <p data-corrections={own.length}>
        {own.length === 0
          ? say('correctionsNone')
          : say('correctionsCount', { total: own.length, fine: own.length - offensive, offensive })}
      </p>
      <p role="status" data-busy={busy.value}>
        {busy.value && say('correctionsBusy')}
      </p>
      {aside > 0 && <p>{say('correctionsAside', { count: aside })}</p>}
      {learned && <Learning {...learned} />}
      <p class="quiet">{say('correctionsHint')}</p>
      <p class="quiet">{say('correctionsModel', { model: `${model.id} ${model.version}` })}</p>
      {own.length > 0 && <List own={own} />}
    </div>
  )
}

function Files({ own, aside }: KeptCorrections) {
  return (
    <div class="row" data-row="corrections-file">
      <p>{say('correctionsFileHint')}</p>
      <div class="actions">
        <button
          type="button"
          name="export-corrections"
          disabled={own.length === 0}
          onClick={() => download(toFile(own), 'memeveil-corrections.json')}
        >
          {say('exportCorrections')}
        </button>
        <ConfirmButton
          label={say('forgetCorrections')}
          question={say('sureCorrections')}
          disabled={own.length + aside === 0}
          onYes={() => change(corrections.clear, say('correctionsForgotten'))}
        />
      </div>
      <FileDrop
        name="import-corrections"
        label={say('importCorrections')}
        take={(file) => change(() => take(file), say('correctionsTaken'))}
      />
      <span class="good" aria-live="polite">
        {done.value}
      </span>
      <span class="bad" role="alert" data-errors="corrections">
        {problem.value}
      </span>
    </div>
  )
}

/** What the user said of verdicts, and what was learned from it. */
export function Corrections() {
  useWhenHeadsChange(look)
  return (
    <Section id="corrections" title={say('corrections')}>
      {kept.value && (
        <>
          <Counts {...kept.value} />
          <Files {...kept.value} />
        </>
      )}
    </Section>
  )
}
