import { signal } from '@preact/signals'
import { say } from '../../runtime/browser/say.ts'
import { type Statistics as Kept, loadStatistics, OTHER_SITES } from '../statistics.ts'
import { change, settings } from '../ui/live-settings.ts'
import { SwitchRow } from '../ui/rows.tsx'
import { byDay, bySite } from './chart.ts'
import { CountsTable } from './counts-table.tsx'
import { DayChart } from './day-chart.tsx'
import { dayTitle } from './day-title.ts'
import { Section } from './section.tsx'
import { useWhenSeen } from './when-seen.ts'

const DAYS = 30
const MOST_SITES = 10
const siteTitle = (site: string) => (site === OTHER_SITES ? say('otherSites') : site)
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
        <p data-total>{say('statisticsTotal', { checked, veiled })}</p>
        <h3>{say('byDay', { days: DAYS })}</h3>
        <p class="legend" aria-hidden="true">
          <span class="key checked" /> {say('count_checked')} <span class="key veiled" /> {say('count_veiled')}
        </p>
        <DayChart rows={days} />
        <details>
          <summary>{say('asTable')}</summary>
          <CountsTable
            rows={days.filter((row) => row.checked > 0)}
            caption={say('byDay', { days: DAYS })}
            named={say('day')}
            title={dayTitle}
          />
        </details>
      </div>
      <div class="row" data-row="by-site">
        <CountsTable
          rows={bySite(statistics, MOST_SITES)}
          caption={say('bySite')}
          named={say('site')}
          title={siteTitle}
          withBars
        />
      </div>
    </>
  )
}

/** What was checked and veiled, by day and by site. */
export function Statistics() {
  useWhenSeen(readStatistics)
  const counted = kept.value
  return (
    <Section id="statistics" title={say('statistics')}>
      <SwitchRow
        name="statistics"
        label={say('countStatistics')}
        hint={say('countStatisticsHint')}
        on={settings.value.statistics}
        onSwitch={(statistics) => change({ statistics })}
      />
      {counted && counted.total.checked > 0 ? (
        <Charts statistics={counted} />
      ) : (
        <p class="row quiet" data-row="none">
          {say('statisticsNone')}
        </p>
      )}
    </Section>
  )
}
