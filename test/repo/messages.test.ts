import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

type Messages = Record<string, { message: string; placeholders?: Record<string, { content: string }> }>

const FOLDER = 'public/_locales'
const FORM = /^(\w+)_(zero|one|two|few|many|other)$/
const read = (language: string): Messages => JSON.parse(readFileSync(`${FOLDER}/${language}/messages.json`, 'utf8'))

const languages = readdirSync(FOLDER)
const english = read('en')
const stem = (key: string) => FORM.exec(key)?.[1] ?? key
const stems = [...new Set(Object.keys(english).map(stem))]
const isCounted = (key: string) => `${key}_other` in english
/** Of a message, or of all forms of one. */
const placeholdersOf = (messages: Messages, key: string) =>
  new Set(
    Object.entries(messages)
      .filter(([other]) => stem(other) === key)
      .flatMap(([, { placeholders }]) => Object.keys(placeholders ?? {})),
  )

/** The forms that whole numbers up to a thousand take in a language. */
function formsOf(language: string): string[] {
  const rules = new Intl.PluralRules(language)
  return [...new Set(Array.from({ length: 1001 }, (_, count) => rules.select(count)))].sort()
}

test.each(languages)('%s says everything that English says, in every plural form, and nothing else', (language) => {
  const wanted = stems.flatMap((key) => (isCounted(key) ? formsOf(language).map((form) => `${key}_${form}`) : [key]))
  expect(Object.keys(read(language)).sort()).toEqual(wanted.sort())
})

test.each(languages)('%s names itself', (language) => expect(read(language).language.message).toBe(language))

test.each(languages)('in %s every placeholder has its value, the one that it has in English', (language) => {
  const messages = read(language)
  for (const [key, { message, placeholders = {} }] of Object.entries(messages)) {
    const names = [...placeholdersOf(english, stem(key))].sort()
    const inText = [...message.matchAll(/\$(\w+)\$/g)].map(([, name]) => name.toLowerCase())
    // one, none and two may do without their number
    const left = names.filter((name) => !inText.includes(name))
    expect([key, left.filter((name) => name !== 'count' || !isCounted(stem(key)))]).toEqual([key, []])
    expect([key, inText.filter((name) => !names.includes(name))]).toEqual([key, []])
    // values are handed over in the order of their names
    const contents = Object.fromEntries(names.map((name, i) => [name, { content: `$${i + 1}` }]))
    expect([key, placeholders]).toEqual([key, contents])
    expect([key, message.replace(/\$\w+\$/g, '')]).toEqual([key, expect.not.stringContaining('$')])
  }
})

/** Characters where there is room for no more: the browsers' own lists of extensions, buttons side by side. */
const MOST: Record<string, number> = {
  extensionDescription: 132,
  show: 12,
  hide: 12,
  pause: 12,
  options: 14,
  count_checked: 12,
  count_veiled: 12,
  count_waiting: 12,
  count_unknown: 12,
  level_gentle: 12,
  level_balanced: 12,
  level_strict: 12,
  alwaysShow: 32,
  captionWeak: 48,
}

test.each(languages)('in %s nothing is longer than its place', (language) => {
  const messages = read(language)
  const long = Object.entries(MOST).filter(([key, most]) => messages[key].message.length > most)
  expect(long).toEqual([])
})

test.each(languages)(
  'in %s a label’s name has the words that are read on it, for whoever speaks to the browser',
  (language) => {
    const { show, hide, labelCovered, labelShown } = read(language)
    expect(labelCovered.message).toContain(show.message)
    expect(labelShown.message).toContain(hide.message)
  },
)

test('every message is said somewhere', () => {
  const paths = execFileSync('git', ['ls-files', '-z', 'src', 'manifest.json'], { encoding: 'utf8' }).split('\0')
  const source = paths
    .filter((path) => /\.(tsx?|json)$/.test(path))
    .map((path) => readFileSync(path, 'utf8'))
    .join('\n')
  const said = (key: string) =>
    source.includes(`'${key}'`) ||
    source.includes(`__MSG_${key}__`) ||
    source.includes(`\`${key.replace(/_\w+$/, '_')}\${`)
  expect(stems.filter((key) => !said(key))).toEqual([])
})
