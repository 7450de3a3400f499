import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { listingIn } from '../../demo/store/frames.ts'
import { sites } from '../../src/extension/content/sites/index.ts'

/** Characters that a store takes. */
const CHROME_SUMMARY = 132
const FIREFOX_SUMMARY = 250
const DESCRIPTION = 15_000

const languages = readdirSync('public/_locales')
const english = listingIn('en')

test('the stores get their texts in every language of the extension', () =>
  expect(readdirSync('store').sort()).toEqual(languages.map((language) => `${language}.json`).sort()))

describe.each(languages)('the texts in %s', (language) => {
  const messages = JSON.parse(readFileSync(`public/_locales/${language}/messages.json`, 'utf8'))
  const { summary, description, captions } = listingIn(language)

  test('are as long as the stores take them', () => {
    expect(messages.extensionDescription.message.length).toBeLessThanOrEqual(CHROME_SUMMARY)
    expect(summary.length).toBeLessThanOrEqual(FIREFOX_SUMMARY)
    expect(summary.length).toBeGreaterThan(CHROME_SUMMARY)
    const whole = description.join('\n\n')
    expect(whole.length).toBeGreaterThan(1000)
    expect(whole.length).toBeLessThan(DESCRIPTION)
  })

  test('have the paragraphs, points and captions of the English ones', () => {
    const shapeOf = (paragraphs: string[]) => paragraphs.map((text) => text.split('\n').length)
    expect(shapeOf(description)).toEqual(shapeOf(english.description))
    expect(Object.keys(captions)).toEqual(Object.keys(english.captions))
    if (language !== 'en') expect(Object.values(captions)).not.toEqual(Object.values(english.captions))
  })

  test('name every site that it knows, and bear no figure that a new model would make wrong', () => {
    const whole = [summary, ...description].join('\n')
    const names = Object.values(sites).map(({ name }) => name)
    expect(names.filter((name) => !whole.includes(name))).toEqual([])
    expect(whole.replaceAll('9GAG', '')).not.toMatch(/\d/)
    // plain text: both stores show markup as it is written
    expect(whole).not.toMatch(/<[a-z]|\*\*|\]\(/)
  })
})
