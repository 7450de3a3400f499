import { signal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import browser from 'webextension-polyfill'
import { type Stages, totalMs } from '../../core/decide.ts'
import { say } from '../../runtime/browser/say.ts'
import { DEVICE_NAMES, type Devices } from '../check-result.ts'
import { send } from '../protocol.ts'
import { currentHead, readCurrentHead } from '../ui/current-head.ts'
import { settings } from '../ui/live-settings.ts'
import { Scrolled } from '../ui/scrolled.tsx'
import { adapterName } from './adapter.ts'
import { type DebugFacts, debugText, STAGES } from './debug-text.ts'
import { cache } from './kept.ts'
import { KIND_NAMES } from './kind-names.ts'
import { Section } from './section.tsx'

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
    cached: (await cache.size()) ?? 0,
    times: await cache.latestTimes(MOST_TIMES),
    activity: await send('options-to-background: report-activity', {}),
    settings: settings.value,
  }
}

async function copy(facts: DebugFacts): Promise<void> {
  await navigator.clipboard.writeText(debugText(facts))
  copied.value = true
}

function judgedOn({ towers, reader }: Devices): string {
  if (!reader) return DEVICE_NAMES[towers]
  return say('debugRead', { towers: DEVICE_NAMES[towers], reader: DEVICE_NAMES[reader] })
}

function Times({ times }: { times: Stages[] }) {
  if (times.length === 0) return <p class="quiet">{say('debugNoTimes')}</p>
  return (
    <Scrolled label={say('debugTimes')}>
      <table>
        <caption>{say('debugTimes')}</caption>
        <thead>
          <tr>
            <th scope="col">{say('debugAll')}</th>
            {STAGES.map((stage) => (
              <th key={stage} scope="col">
                {say(`stage_${stage}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {times.map((ms, i) => (
            <tr key={i}>
              <th scope="row" class="number">
                {say.value(Math.round(totalMs(ms)))}
              </th>
              {STAGES.map((stage) => (
                <td key={stage} class="number">
                  {say.value(Math.round(ms[stage]))}
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
  if (failures.length === 0) return <p class="quiet">{say('debugNoFailures')}</p>
  return (
    <ul>
      {failures.map(({ at, kind }, i) => (
        <li key={i}>
          <time dateTime={new Date(at).toISOString()}>{new Date(at).toLocaleTimeString(say.locale)}</time>{' '}
          {say(KIND_NAMES[kind])}
        </li>
      ))}
    </ul>
  )
}

function Engine({ version, browser, adapter, cached, activity }: DebugFacts) {
  const { underWay, devices } = activity
  return (
    <dl>
      <dt>{say('debugVersion')}</dt>
      <dd>{version}</dd>
      <dt>{say('debugBrowser')}</dt>
      <dd>{browser}</dd>
      <dt>{say('debugAdapter')}</dt>
      <dd>{adapter ?? say('debugNoAdapter')}</dd>
      <dt>{say('debugDevices')}</dt>
      <dd data-devices={devices?.towers ?? ''}>{devices ? judgedOn(devices) : say('debugNothing')}</dd>
      <dt>{say('debugUnderWay')}</dt>
      <dd>{underWay}</dd>
      <dt>{say('debugCached')}</dt>
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
    <Section id="debug" title={say('debug')}>
      {known && (
        <>
          <div class="row" data-row="engine">
            <Engine {...known} />
          </div>
          <div class="row" data-row="times">
            <Times times={known.times} />
          </div>
          <div class="row" data-row="failures">
            <h3>{say('debugFailures')}</h3>
            <Failures {...known.activity} />
          </div>
        </>
      )}
      <div class="row" data-row="copy">
        <p>{say('debugCopyHint')}</p>
        <div class="actions">
          <button type="button" class="second" name="refresh" onClick={look}>
            {say('debugRefresh')}
          </button>
          <button type="button" name="copy" disabled={!known} onClick={() => known && copy(known)}>
            {say('debugCopy')}
          </button>
          <span class="good" aria-live="polite" data-copied={copied.value}>
            {copied.value && say('debugCopied')}
          </span>
        </div>
      </div>
    </Section>
  )
}
