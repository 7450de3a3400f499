import { LEVELS } from '../../core/model/levels.ts'
import { say } from '../../runtime/browser/say.ts'
import { EFFECTS } from '../content/cover/stylesheet.ts'
import { COVER_FIRST, type SiteSettings } from '../settings.ts'
import { withoutSite, withSite } from '../site-settings.ts'
import { change, settings } from '../ui/live-settings.ts'
import { COVER_FIRST_NAMES, EFFECT_NAMES, LEVEL_NAMES } from '../ui/names.ts'
import { Scrolled } from '../ui/scrolled.tsx'
import { AddForm } from './add-form.tsx'
import { Section } from './section.tsx'
import { SiteList } from './site-list.tsx'
import { typedSite } from './site-rows.ts'

interface Column {
  name: keyof SiteSettings
  title: string
  /** By what a select's option stands for. */
  choices: Record<string, string>
  read(value: string): SiteSettings
}

const COLUMNS: Column[] = [
  {
    name: 'enabled',
    title: say('siteEnabled'),
    choices: { true: say('onOrOff_true'), false: say('onOrOff_false') },
    read: (value) => ({ enabled: value === 'true' }),
  },
  {
    name: 'level',
    title: say('level'),
    choices: LEVEL_NAMES,
    read: (value) => ({ level: LEVELS.find((level) => level === value) }),
  },
  {
    name: 'effect',
    title: say('effect'),
    choices: EFFECT_NAMES,
    read: (value) => ({ effect: EFFECTS.find((effect) => effect === value) }),
  },
  {
    name: 'coverFirst',
    title: say('untilChecked'),
    choices: COVER_FIRST_NAMES,
    read: (value) => ({ coverFirst: COVER_FIRST.find((choice) => choice === value) }),
  },
]

/** One of a site's settings; the first choice leaves it as it is everywhere. */
function Cell({ site, column }: { site: string; column: Column }) {
  const { sites } = settings.value
  const { name, title, choices, read } = column
  return (
    <td>
      <select
        aria-label={say('settingOn', { setting: { said: title }, site })}
        name={name}
        value={String(sites[site]?.[name] ?? '')}
        onChange={(e) => {
          const { value } = e.currentTarget
          const own = value === '' ? { [name]: undefined } : read(value)
          change(({ sites }) => ({ sites: withSite(sites, site, own) }))
        }}
      >
        <option value="">{say('asEverywhere')}</option>
        {Object.entries(choices).map(([value, text]) => (
          <option key={value} value={value}>
            {text}
          </option>
        ))}
      </select>
    </td>
  )
}

function SiteTable() {
  const { sites } = settings.value
  const names = Object.keys(sites).sort()
  if (names.length === 0) return <p class="quiet">{say('sitesNone')}</p>
  return (
    <Scrolled label={say('sitesTable')}>
      <table>
        <caption>{say('sitesTable')}</caption>
        <thead>
          <tr>
            <th scope="col">{say('site')}</th>
            {COLUMNS.map(({ name, title }) => (
              <th key={name} scope="col">
                {title}
              </th>
            ))}
            <td />
          </tr>
        </thead>
        <tbody>
          {names.map((site) => (
            <tr key={site} data-site={site}>
              <th scope="row">{site}</th>
              {COLUMNS.map((column) => (
                <Cell key={column.name} {...{ site, column }} />
              ))}
              <td>
                <button
                  type="button"
                  class="second"
                  aria-label={say('removeSite', { site })}
                  onClick={() => change(({ sites }) => ({ sites: withoutSite(sites, site) }))}
                >
                  {say('remove')}
                </button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scrolled>
  )
}

function addSite(typed: string): string {
  const site = typedSite(typed)
  if (site === null) return say('noSite', { text: typed })
  void change(({ sites }) => ({ sites: withSite(sites, site, {}) }))
  return ''
}

/** What is otherwise on some sites, and where nothing or everything is covered. */
export function Sites() {
  return (
    <Section id="sites" title={say('sites')}>
      <div class="row" data-row="sites">
        <AddForm name="site" label={say('sitesAdd')} placeholder="example.org" spellcheck={false} add={addSite} />
        <SiteTable />
      </div>
      <SiteList name="allow" label={say('allow')} hint={say('allowHint')} />
      <SiteList name="block" label={say('block')} hint={say('blockHint')} />
    </Section>
  )
}
