import { useSignal } from '@preact/signals'
import { useId } from 'preact/hooks'
import { LEVELS } from '../../core/model/levels.ts'
import { EFFECTS } from '../content/cover/stylesheet.ts'
import type { SiteSettings } from '../settings.ts'
import { withoutSite, withSite } from '../site-settings.ts'
import { change, settings } from '../ui/live-settings.ts'
import { Scrolled } from '../ui/scrolled.tsx'
import { words as shared } from '../ui/words.ts'
import { Section } from './section.tsx'
import { SiteList } from './site-list.tsx'
import { typedSite } from './site-rows.ts'
import { words } from './words.ts'

const { sites: texts } = words

interface Column {
  name: keyof SiteSettings
  title: string
  /** By what a select's option stands for. */
  choices: Record<string, string>
  read(value: string): SiteSettings
}

const LEVEL_CHOICES = Object.fromEntries(LEVELS.map((level) => [level, shared.level.names[level]]))
const EFFECT_CHOICES = Object.fromEntries(EFFECTS.map((effect) => [effect, shared.effect.names[effect]]))

const COLUMNS: Column[] = [
  {
    name: 'enabled',
    title: texts.enabled,
    choices: texts.onOrOff,
    read: (value) => ({ enabled: value === 'true' }),
  },
  {
    name: 'level',
    title: texts.level,
    choices: LEVEL_CHOICES,
    read: (value) => ({ level: LEVELS.find((level) => level === value) }),
  },
  {
    name: 'effect',
    title: texts.effect,
    choices: EFFECT_CHOICES,
    read: (value) => ({ effect: EFFECTS.find((effect) => effect === value) }),
  },
  {
    name: 'coverFirst',
    title: texts.coverFirst,
    choices: texts.yesOrNo,
    read: (value) => ({ coverFirst: value === 'true' }),
  },
]

/** One of a site's settings; the first choice leaves it as it is everywhere. */
function Cell({ site, column }: { site: string; column: Column }) {
  const { sites } = settings.value
  const { name, title, choices, read } = column
  return (
    <td>
      <select
        aria-label={texts.on(title, site)}
        name={name}
        value={String(sites[site]?.[name] ?? '')}
        onChange={(e) => {
          const { value } = e.currentTarget
          const own = value === '' ? { [name]: undefined } : read(value)
          change({ sites: withSite(settings.value.sites, site, own) })
        }}
      >
        <option value="">{texts.asEverywhere}</option>
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
  if (names.length === 0) return <p class="quiet">{texts.none}</p>
  return (
    <Scrolled label={texts.table}>
      <table>
        <caption>{texts.table}</caption>
        <thead>
          <tr>
            <th scope="col">{texts.site}</th>
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
                  aria-label={texts.removeSite(site)}
                  onClick={() => change({ sites: withoutSite(settings.value.sites, site) })}
                >
                  {texts.remove}
                </button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scrolled>
  )
}

function AddSite() {
  const [id, problem] = [useId(), useSignal('')]
  return (
    <form
      onSubmit={(e) => {
        e.preventDefault()
        const input = e.currentTarget.elements.namedItem('site') as HTMLInputElement
        const site = typedSite(input.value)
        problem.value = site === null ? texts.noSite(input.value) : ''
        if (site === null) return
        input.value = ''
        change({ sites: withSite(settings.value.sites, site, {}) })
      }}
    >
      <label for={id}>{texts.add}</label>
      <div class="actions">
        <input
          id={id}
          type="text"
          name="site"
          required
          placeholder="example.org"
          spellcheck={false}
          aria-invalid={problem.value !== ''}
          aria-describedby={`${id}-problem`}
        />
        <button type="submit">{texts.addButton}</button>
        <span class="bad" role="alert" id={`${id}-problem`}>
          {problem.value}
        </span>
      </div>
    </form>
  )
}

/** What is otherwise on some sites, and where nothing or everything is covered. */
export function Sites() {
  return (
    <Section id="sites" title={texts.title}>
      <div class="row" data-row="sites">
        <AddSite />
        <SiteTable />
      </div>
      <SiteList name="allow" label={texts.allow} hint={texts.allowHint} />
      <SiteList name="block" label={texts.block} hint={texts.blockHint} />
    </Section>
  )
}
