import type messages from '../../public/_locales/en/messages.json'

type Messages = typeof messages
type Placeholders<Entry> = Entry extends { placeholders: infer P } ? keyof P : never
type Forms<Stem extends string> = Extract<keyof Messages, `${Stem}_other`>

/** What stands in a placeholder, to be written as the language does it; a bare text is somebody else's. */
export type Value =
  | string
  | number
  /** By this same language. */
  | { said: string }
  | { percent: number }
  | { range: [number, number] }
  | { bytes: number }
  /** Percentage points with their sign. */
  | { points: number }
  /** The same in hundredths, and never rounded to less: what is over a limit reads so. */
  | { change: number }
  /** ISO 639-1. */
  | { language: string }
type Values<Names extends PropertyKey> = [Names] extends [never] ? [] : [values: Record<Names, Value>]

/** What can be said; a message with plural forms is `Counted`. */
export type Key = Exclude<keyof Messages, `${string}_${Intl.LDMLPluralRule}`>
type Counted = { [K in keyof Messages]: K extends `${infer Stem}_other` ? Stem : never }[keyof Messages]

/** A message that is said later, and maybe in another context: it is plain JSON. */
export type Message = { [K in Key]: [key: K, ...Values<Placeholders<Messages[K]>>] }[Key]

/** Says messages in one language. */
export interface Say {
  <K extends Key>(key: K, ...values: Values<Placeholders<Messages[K]>>): string
  /** In the plural form for `count`, which is `$COUNT$` in the message. */
  count<K extends Counted>(
    key: K,
    count: number,
    ...values: Values<Exclude<Placeholders<Messages[Forms<K>]>, 'count'>>
  ): string
  message(message: Message): string
  value(value: Value): string
  /** BCP 47, of the messages' language. */
  readonly locale: string
  readonly direction: 'ltr' | 'rtl'
}

/** A message by its key, with the placeholders' values in the order of their names; '' where there is none. */
export type Look = (key: string, values: string[]) => string

const CHANGE = {
  maximumFractionDigits: 2,
  signDisplay: 'exceptZero',
  roundingMode: 'expand',
} as const satisfies Intl.NumberFormatOptions & { roundingMode: string }

const TURNS = /[\u202a-\u202e\u2066-\u2069]/g
const RIGHT_TO_LEFT =
  /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\u200f\u061c]/u

/** @param uiLocale the browser's, for its region; it counts where the messages are of its language */
export function createSay(look: Look, uiLocale = ''): Say {
  const language = once(() => languageOf(look('language', []), look('direction', []), uiLocale))
  const value = (value: Value) => language().write(value)
  const find = (key: string, values: Record<string, Value> = {}) => {
    const names = Object.keys(values).sort()
    return look(
      key,
      names.map((name) => value(values[name])),
    )
  }
  const say = Object.assign(find, {
    count(key: string, count: number, values?: Record<string, Value>) {
      const all = { ...values, count }
      return find(`${key}_${language().plurals.select(count)}`, all) || find(`${key}_other`, all)
    },
    message: ([key, values]: [string, Record<string, Value>?]) => find(key, values),
    value,
  })
  // read with the first sentence: most pages never show one
  return Object.defineProperties(say as unknown as Say, {
    locale: { get: () => language().locale },
    direction: { get: () => language().direction },
  })
}

function languageOf(language: string, direction: string, uiLocale: string) {
  const locale = uiLocale.split('-')[0] === language ? uiLocale : language
  const formats = new Map<string, Intl.NumberFormat>()
  function write(value: Value): string {
    if (typeof value === 'string') return isolated(value, direction)
    if (typeof value === 'number') return number(value)
    if ('said' in value) return value.said
    if ('percent' in value) return number(value.percent, { style: 'percent' })
    if ('points' in value) return number(value.points * 100, { maximumFractionDigits: 0, signDisplay: 'exceptZero' })
    if ('change' in value) return number(value.change * 100, CHANGE)
    if ('range' in value) return value.range.map((end) => number(end)).join('–')
    if ('bytes' in value) return size(value.bytes)
    return new Intl.DisplayNames([locale], { type: 'language' }).of(value.language) ?? value.language
  }
  function number(value: number, options?: Intl.NumberFormatOptions): string {
    const key = JSON.stringify(options)
    const format = formats.get(key) ?? new Intl.NumberFormat(locale, options)
    formats.set(key, format)
    return format.format(value)
  }
  const size = (bytes: number) =>
    bytes < 1e5
      ? number(Math.ceil(bytes / 1e3), { style: 'unit', unit: 'kilobyte' })
      : number(bytes / 1e6, { style: 'unit', unit: 'megabyte', maximumFractionDigits: 1 })
  return { locale, direction, plurals: new Intl.PluralRules(locale), write }
}

/** A page, a user or a file wrote it: it must not turn the sentence around it. */
function isolated(text: string, direction: string): string {
  const plain = text.replace(TURNS, '')
  return direction === 'rtl' || RIGHT_TO_LEFT.test(plain) ? `\u2068${plain}\u2069` : plain
}

function once<T>(make: () => T): () => T {
  let made: { value: T } | undefined
  return () => (made ??= { value: make() }).value
}
