import { describe, expect, test } from 'vitest'
import { createSay, type Look } from '../../src/core/say.ts'
import { say } from '../../src/runtime/node/say.ts'

/** A language of two forms less than it needs, which tells what it is handed. */
const speaking = (language: string, direction: 'ltr' | 'rtl'): Look => {
  const forms = ['searchFound_few', 'searchFound_other']
  return (key, values) => {
    if (key === 'language') return language
    if (key === 'direction') return direction
    return key.startsWith('searchFound') && !forms.includes(key) ? '' : [key, ...values].join(' ')
  }
}
const arabic = createSay(speaking('ar', 'rtl'))

test('a sentence is said with its values by their names', () => {
  expect(say('checkPicture')).toBe('Check a picture')
  expect(say('settingOn', { site: 'b.org', setting: 'Level' })).toBe('Level on b.org')
  expect(say.message(['reasonNoAccess', { host: 'b.org' }])).toBe('it is on b.org, which you can allow in the popup')
})

describe('a count is told in the form of its number', () => {
  test.each([
    [1, '1 row matches'],
    [2, '2 rows match'],
    [1200, '1,200 rows match'],
  ])('%i', (count, said) => expect(say.count('searchFound', count)).toBe(said))

  test('and in the last form where a language lacks the one', () => {
    expect([3, 100].map((count) => arabic.count('searchFound', count))).toEqual([
      'searchFound_few 3',
      'searchFound_other 100',
    ])
  })
})

test.each([
  [{ percent: 0.934 }, '93%', '93\u00a0%'],
  [{ points: -0.2 }, '-20', '-20'],
  // beyond a limit of one it never reads as one
  [{ change: -0.010004 }, '-1.01', '-1,01'],
  [{ change: 0.00991 }, '+1', '+1'],
  [{ points: 0.551 }, '+55', '+55'],
  [{ range: [17, 23] }, '17–23', '17–23'],
  [{ bytes: 12_345 }, '13 kB', '13 kB'],
  [{ bytes: 1_340_000 }, '1.3 MB', '1,3 MB'],
  [{ language: 'es' }, 'Spanish', 'Spanisch'],
  [0.3, '0.3', '0,3'],
] as const)('%j is written as the language writes it', (value, english, german) => {
  const other = createSay(speaking('de', 'ltr'), 'de-AT')
  const write = (to: typeof say) => to.value(value as Parameters<typeof say.value>[0])
  expect([write(say), write(other)]).toEqual([english, german])
})

test('the browser’s region counts where it is of the messages’ language', () => {
  const locales = [
    ['en', 'en-GB'],
    ['en', 'pt-BR'],
    ['es', 'es'],
  ].map(([language, ui]) => createSay(speaking(language, 'ltr'), ui).locale)
  expect(locales).toEqual(['en-GB', 'en', 'es'])
})

describe('a text of somebody else’s', () => {
  test('stands alone among words of the other direction, and turns none around', () => {
    expect(say('veilOn', { host: 'b.org' })).toBe('Veil on b.org')
    expect(say('veilOn', { host: 'مثال' })).toBe('Veil on \u2068مثال\u2069')
    expect(arabic('veilOn', { host: 'b.org' })).toBe('veilOn \u2068b.org\u2069')
    expect(say('veilOn', { host: '\u2069\u202eb.org' })).toBe('Veil on b.org')
  })

  test('keeps its bounds where what holds it is said inside of another sentence', () => {
    const said = arabic('veilOn', { host: 'b.org' })
    expect(arabic('statusBroken', { reason: { said } })).toBe('statusBroken veilOn \u2068b.org\u2069')
  })
})
