import { signal } from '@preact/signals'
import { clearStatistics } from '../statistics.ts'
import { ConfirmButton } from '../ui/confirm-button.tsx'
import { cache, clearEverything, type Kept, readKept } from './kept.ts'
import { Section } from './section.tsx'
import { readStatistics } from './statistics.tsx'
import { useWhenSeen } from './when-seen.ts'
import { words } from './words.ts'

const { privacy } = words
const kept = signal<Kept | null>(null)
const done = signal('')

async function look(): Promise<void> {
  kept.value = await readKept()
}

/** Clears, and tells so. */
async function clear(work: () => Promise<void>, told: string): Promise<void> {
  done.value = ''
  await work()
  await look()
  await readStatistics()
  done.value = told
}

function Stored({ verdicts, head, statistics, bytes }: Kept) {
  return (
    <dl>
      <dt>{privacy.settings}</dt>
      <dd>{privacy.settingsKept}</dd>
      <dt>{privacy.verdicts}</dt>
      <dd data-verdicts={verdicts}>{privacy.verdictsKept(verdicts)}</dd>
      <dt>{privacy.head}</dt>
      <dd>{head ? privacy.headKept(head.name, head.bytes.length) : privacy.noHead}</dd>
      <dt>{privacy.statistics}</dt>
      <dd>{privacy.statisticsKept(statistics.days, statistics.sites)}</dd>
      {bytes !== null && (
        <>
          <dt>{privacy.total}</dt>
          <dd>{privacy.bytes(bytes)}</dd>
        </>
      )}
    </dl>
  )
}

function Clearing() {
  const { yes, no } = privacy
  return (
    <div class="actions">
      <ConfirmButton
        {...{ yes, no }}
        label={privacy.clearVerdicts}
        question={privacy.sureVerdicts}
        onYes={() => clear(cache.clear, privacy.verdictsCleared)}
      />
      <ConfirmButton
        {...{ yes, no }}
        label={privacy.clearStatistics}
        question={privacy.sureStatistics}
        onYes={() => clear(clearStatistics, privacy.statisticsCleared)}
      />
      <ConfirmButton
        {...{ yes, no }}
        label={privacy.clearAll}
        question={privacy.sureAll}
        onYes={() => clear(clearEverything, privacy.allCleared)}
      />
      <span class="good" aria-live="polite" data-done>
        {done.value}
      </span>
    </div>
  )
}

/** What is sent, what is kept and how much of it, and how to be rid of it. */
export function Privacy() {
  useWhenSeen(look)
  return (
    <Section id="privacy" title={privacy.title}>
      <div class="row" data-row="sent">
        <h3>{privacy.sentTitle}</h3>
        <p>{privacy.sent}</p>
      </div>
      <div class="row" data-row="kept">
        <h3>{privacy.keptTitle}</h3>
        {kept.value && <Stored {...kept.value} />}
        <Clearing />
      </div>
    </Section>
  )
}
