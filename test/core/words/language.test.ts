import { expect, test } from 'vitest'
import { notJudged } from '../../../src/core/decide.ts'
import { foreignLanguage } from '../../../src/core/words/language.ts'

test.each([
  ['es', 'Todos los inmigrantes son unos criminales y deberían irse'],
  ['fr', "Quand tu oublies ton parapluie et qu'il pleut"],
  ['de', 'ALLE AUSLÄNDER SOLLEN NACH HAUSE GEHEN'],
  ['it', 'Quando finisce il caffè e sono solo le nove'],
  ['pl', 'Kobiety nie umieją prowadzić samochodu'],
  ['tr', 'Pazartesi sabahı kahve bitince ne yaparsın'],
  ['ru', 'Женщины не умеют водить машину'],
  ['ar', 'عندما تنتهي القهوة في الصباح'],
])('%s is told', async (language, text) => expect(await foreignLanguage(text)).toBe(language))

test.each([
  'women are worthless animals',
  'BRACE YOURSELVES THE EXAMS ARE COMING',
  'me trying to explain que pasa to my gringo friends',
  'lorem ipsum dolor sit amet consectetur',
  'LOL OMG WTF BRO',
  'BUT ICAN CHIBAI memecrunch.com',
  'Buenos días',
  '',
])('"%s" is English or too little to tell', async (text) => expect(await foreignLanguage(text)).toBeNull())

test('the reason names the language', () => {
  expect(notJudged({ language: 'es' })).toBe('has text in Spanish, and only English is judged')
  expect(notJudged({ language: null })).toBeNull()
})
