import { signal } from '@preact/signals'
import { say } from '../../runtime/browser/say.ts'
import { readInTurn } from '../one-by-one.ts'
import { clearStatistics } from '../statistics.ts'
import { ConfirmButton } from '../ui/confirm-button.tsx'
import { cache, clearEverything, type Kept, readKept } from './kept.ts'
import { Section } from './section.tsx'
import { readStatistics } from './statistics.tsx'
import { Sync } from './sync.tsx'
import { useWhenHeadsChange } from './when-seen.ts'

const kept = signal<Kept | null>(null)
const done = signal('')
/** Models that are here though everything was cleared. */
const left = signal<string[]>([])

const look = readInTurn(readKept, (found) => {
  kept.value = found
})

/** Clears, and tells so. */
async function clear(work: () => Promise<void>, told: string): Promise<void> {
  done.value = ''
  left.value = []
  await work()
  await look()
  await readStatistics()
  done.value = told
}

async function clearAll(): Promise<void> {
  left.value = await clearEverything()
}

function Stored({ verdicts, heads, models, corrections, statistics, bytes }: Kept) {
  return (
    <dl>
      <dt>{say('keptSettings')}</dt>
      <dd>{say('keptSettingsHint')}</dd>
      <dt>{say('keptVerdicts')}</dt>
      <dd data-verdicts={verdicts}>{verdicts ? say.count('keptVerdictsHint', verdicts) : say('keptNone')}</dd>
      <dt>{say('keptHead')}</dt>
      <dd>
        {heads
          .map(({ name, bytes }) => say('keptHeadHint', { file: name, size: { bytes: bytes.length } }))
          .join(say('comma')) || say('keptNone')}
      </dd>
      <dt>{say('keptModels')}</dt>
      <dd>{models.length === 0 ? say('keptNone') : <bdi dir="ltr">{models.join(say('comma'))}</bdi>}</dd>
      <dt>{say('corrections')}</dt>
      <dd>{corrections === 0 ? say('keptNone') : say.value(corrections)}</dd>
      <dt>{say('keptStatistics')}</dt>
      <dd>
        {statistics.days === 0
          ? say('keptNone')
          : say.count('keptStatisticsHint', statistics.days, { sites: statistics.sites })}
      </dd>
      {bytes !== null && (
        <>
          <dt>{say('keptTotal')}</dt>
          <dd>{say('keptBytes', { size: { bytes } })}</dd>
        </>
      )}
    </dl>
  )
}

function Clearing() {
  return (
    <div class="actions">
      <ConfirmButton
        label={say('clearVerdicts')}
        question={say('sureVerdicts')}
        onYes={() => clear(cache.clear, say('verdictsCleared'))}
      />
      <ConfirmButton
        label={say('clearStatistics')}
        question={say('sureStatistics')}
        onYes={() => clear(clearStatistics, say('statisticsCleared'))}
      />
      <ConfirmButton
        label={say('clearAll')}
        question={say('sureAll')}
        onYes={() => clear(clearAll, say('allCleared'))}
      />
      <span class="good" aria-live="polite" data-done>
        {left.value.length === 0 && done.value}
      </span>
      <span class="bad" role="alert">
        {left.value.length > 0 && say('allClearedBut', { models: left.value.join(say('comma')) })}
      </span>
    </div>
  )
}

/** What is sent, what is kept and how much of it, and how to be rid of it. */
export function Privacy() {
  useWhenHeadsChange(look)
  return (
    <Section id="privacy" title={say('privacy')}>
      <div class="row" data-row="sent">
        <h3>{say('sentTitle')}</h3>
        <p>{say('sent')}</p>
      </div>
      <Sync />
      <div class="row" data-row="kept">
        <h3>{say('keptTitle')}</h3>
        {kept.value && <Stored {...kept.value} />}
        {kept.value && <p data-unkept>{say(kept.value.verdicts === null ? 'keptRefused' : 'keptNotPrivate')}</p>}
        <Clearing />
      </div>
    </Section>
  )
}
