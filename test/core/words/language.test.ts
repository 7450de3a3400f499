import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { foreignLanguage } from '../../../src/core/words/language.ts'

/** Ten sentences of 25 letters or more for each of twelve languages; eld tells Indonesian as Malay. */
const foreign: Record<string, string[]> = JSON.parse(
  readFileSync(new URL('../../fixtures/foreign.json', import.meta.url), 'utf8'),
)

test.each(Object.entries(foreign))('sentences in %s are told', async (language, sentences) => {
  const told = await Promise.all(sentences.map(foreignLanguage))
  const missed = sentences.filter((_, i) => told[i] === null)
  expect(told.filter(Boolean).every((code) => code === (language === 'id' ? 'ms' : language))).toBe(true)
  expect(missed.length, missed.join()).toBeLessThanOrEqual(language === 'tr' ? 1 : 0)
})

test('small letters tell as much, and capitals nine of ten', async () => {
  const told = async (texts: string[]) => (await Promise.all(texts.map(foreignLanguage))).filter(Boolean).length
  const all = Object.values(foreign).flat()
  expect(await told(all.map((text) => text.toLowerCase()))).toBeGreaterThanOrEqual(0.95 * all.length)
  expect(await told(all.map((text) => text.toUpperCase()))).toBeGreaterThanOrEqual(0.9 * all.length)
})

test.each([
  'women are worthless animals',
  'BRACE YOURSELVES THE EXAMS ARE COMING',
  'me trying to explain que pasa to my gringo friends',
  'lorem ipsum dolor sit amet consectetur',
  'LOL OMG WTF BRO',
  'BUT ICAN CHIBAI memecrunch.com',
  'HaHahahahahHAHAHAHAA',
  'Buenos días',
  '',
])('"%s" is English or too little to tell', async (text) => expect(await foreignLanguage(text)).toBeNull())

test.each([
  'SCHWARZENEGGER VS STALLONE VS VAN DAMME',
  'LOS ANGELES LAKERS 112 SAN ANTONIO SPURS 108',
  'Pizza Margherita, Quattro Stagioni, Tiramisu and Espresso',
  'spaghetti carbonara, penne arrabbiata, lasagne al forno',
  'Bayern Muenchen 2 Borussia Dortmund 2',
  'Leonardo da Vinci, Michelangelo Buonarroti, Raffaello Sanzio',
  'Zlatan Ibrahimovic Henrik Larsson Freddie Ljungberg',
  'San Francisco Los Angeles Sacramento San Diego Fresno',
  'Elsa Anna Olaf Kristoff Sven Hans',
  'Volkswagen Mercedes Porsche Audi Opel',
])('"%s" is names, whose spelling tells no language', async (text) => expect(await foreignLanguage(text)).toBeNull())

test.each([
  ['Muslims &#97;re subhum&#97;n tr&#97;sh', null],
  ['RT @schwarzenegger_und_die_anderen: the exams are coming https://beispiel.example/warum/nicht', null],
  ['Todos los inmigrantes son unos criminales 😂😂😂😂', 'es'],
])('%s: entities, names of users and emoji are no words', async (text, language) =>
  expect(await foreignLanguage(text)).toBe(language),
)
