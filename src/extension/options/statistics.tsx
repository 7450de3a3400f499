import { signal } from '@preact/signals'
import { type Statistics as Kept, loadStatistics } from '../statistics.ts'
import { change, settings } from '../ui/live-settings.ts'
import { SwitchRow } from '../ui/rows.tsx'
import { byDay, bySite } from './chart.ts'
import { CountsTable } from './counts-table.tsx'
import { DayChart } from './day-chart.tsx'
import { Section } from './section.tsx'
import { useWhenSeen } from './when-seen.ts'
import { words } from './words.ts'

const { statistics: texts } = words
const DAYS = 30
const MOST_SITES = 10
const kept = signal<Kept | null>(null)

/** Reads what is counted by now. */
export async function readStatistics(): Promise<Kept> {
  kept.value = await loadStatistics()
  return kept.value
}

function Charts({ statistics }: { statistics: Kept }) {
  const { checked, veiled } = statistics.total
  const days = byDay(statistics, DAYS, new Date())
  return (
    <>
      <div class="row" data-row="by-day">
        <p data-total>{texts.total(checked, veiled)}</p>
        <h3>{texts.byDay(DAYS)}</h3>
        <p class="legend" aria-hidden="true">
          <span class="key checked" /> {texts.checked} <span class="key veiled" /> {texts.veiled}
        </p>
        <DayChart rows={days} />
        <details>
          <summary>{texts.asTable}</summary>
          <CountsTable rows={days.filter((row) => row.checked > 0)} caption={texts.byDay(DAYS)} named={texts.day} />
        </details>
      </div>
      <div class="row" data-row="by-site">
        <CountsTable rows={bySite(statistics, MOST_SITES)} caption={texts.bySite} named={texts.site} withBars />
      </div>
    </>
  )
}

/** What was checked and veiled, by day and by site. */
export function Statistics() {
  useWhenSeen(readStatistics)
  const counted = kept.value
  return (
    <Section id="statistics" title={texts.title}>
      <SwitchRow
        name="statistics"
        label={texts.count}
        hint={texts.countHint}
        on={settings.value.statistics}
        onSwitch={(statistics) => change({ statistics })}
      />
      {counted && counted.total.checked > 0 ? (
        <Charts statistics={counted} />
      ) : (
        <p class="row quiet" data-row="none">
          {texts.none}
        </p>
      )}
    </Section>
  )
}
