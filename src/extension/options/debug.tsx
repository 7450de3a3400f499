import { signal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import browser from 'webextension-polyfill'
import { type Stages, totalMs } from '../../core/decide.ts'
import { send } from '../protocol.ts'
import { currentHead, readCurrentHead } from '../ui/current-head.ts'
import { settings } from '../ui/live-settings.ts'
import { Scrolled } from '../ui/scrolled.tsx'
import { adapterName } from './adapter.ts'
import { type DebugFacts, debugText, STAGES } from './debug-text.ts'
import { cache } from './kept.ts'
import { Section } from './section.tsx'
import { words } from './words.ts'

const { debug } = words
const MOST_TIMES = 10
const facts = signal<DebugFacts | null>(null)
const copied = signal(false)

async function look(): Promise<void> {
  copied.value = false
  await readCurrentHead()
  const head = currentHead.value
  if (!head) return
  facts.value = {
    version: browser.runtime.getManifest().version,
    browser: navigator.userAgent,
    model: head.model,
    ownHead: !head.own,
    adapter: await adapterName(),
    cached: await cache.size(),
    times: await cache.latestTimes(MOST_TIMES),
    activity: await send('options-to-background: report-activity', {}),
    settings: settings.value,
  }
}

async function copy(facts: DebugFacts): Promise<void> {
  await navigator.clipboard.writeText(debugText(facts))
  copied.value = true
}

function Times({ times }: { times: Stages[] }) {
  if (times.length === 0) return <p class="quiet">{debug.noTimes}</p>
  return (
    <Scrolled label={debug.times}>
      <table>
        <caption>{debug.times}</caption>
        <thead>
          <tr>
            <th scope="col">{debug.all}</th>
            {STAGES.map((stage) => (
              <th key={stage} scope="col">
                {debug.stages[stage]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {times.map((ms, i) => (
            <tr key={i}>
              <th scope="row" class="number">
                {Math.round(totalMs(ms))}
              </th>
              {STAGES.map((stage) => (
                <td key={stage} class="number">
                  {Math.round(ms[stage])}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Scrolled>
  )
}

function Failures({ failures }: Pick<DebugFacts['activity'], 'failures'>) {
  if (failures.length === 0) return <p class="quiet">{debug.noFailures}</p>
  return (
    <ul>
      {failures.map(({ at, kind }, i) => (
        <li key={i}>
          <time dateTime={new Date(at).toISOString()}>{new Date(at).toLocaleTimeString()}</time> {debug.kinds[kind]}
        </li>
      ))}
    </ul>
  )
}

function Engine({ version, browser, adapter, cached, activity }: DebugFacts) {
  const { underWay, devices } = activity
  return (
    <dl>
      <dt>{debug.version}</dt>
      <dd>{version}</dd>
      <dt>{debug.browser}</dt>
      <dd>{browser}</dd>
      <dt>{debug.adapter}</dt>
      <dd>{adapter ?? debug.noAdapter}</dd>
      <dt>{debug.devices}</dt>
      <dd data-devices={devices?.towers ?? ''}>
        {devices ? debug.judgedOn(devices.towers, devices.reader) : debug.nothingJudged}
      </dd>
      <dt>{debug.underWay}</dt>
      <dd>{underWay}</dd>
      <dt>{debug.cached}</dt>
      <dd>{cached}</dd>
    </dl>
  )
}

/** What the machinery is at, and what it took. */
export function Debug() {
  useEffect(() => {
    void look()
  }, [])
  const known = facts.value
  return (
    <Section id="debug" title={debug.title}>
      {known && (
        <>
          <div class="row" data-row="engine">
            <Engine {...known} />
          </div>
          <div class="row" data-row="times">
            <Times times={known.times} />
          </div>
          <div class="row" data-row="failures">
            <h3>{debug.failures}</h3>
            <Failures {...known.activity} />
          </div>
        </>
      )}
      <div class="row" data-row="copy">
        <p>{debug.copyHint}</p>
        <div class="actions">
          <button type="button" class="second" name="refresh" onClick={look}>
            {debug.refresh}
          </button>
          <button type="button" name="copy" disabled={!known} onClick={() => known && copy(known)}>
            {debug.copy}
          </button>
          <span class="good" aria-live="polite" data-copied={copied.value}>
            {copied.value && debug.copied}
          </span>
        </div>
      </div>
    </Section>
  )
}
