import { expect, test } from 'vitest'
import { judgePassages } from '../../src/core/judge-passages.ts'
import type { Classify } from '../../src/core/model/head.ts'
import type { Towers } from '../../src/core/model/towers.ts'

const BAD = 'they are worthless animals'

/** Towers that see whether a text holds the bad words, and nothing in dots; a head that believes them. */
function parts() {
  const batches: number[] = []
  const towers = {
    async embedTexts(texts: string[]) {
      batches.push(texts.length)
      return texts.map((text) =>
        /\w/.test(text) ? new Float32Array([text.includes(BAD) ? 1 / text.length : 0]) : null,
      )
    },
  } as Towers
  const classify: Classify = (_, text) => (text === null ? 0.99 : text[0] > 0 ? 0.6 + 10 * text[0] : 0.1)
  return { batches, towers, classify, prepare: (text: string) => text.toLowerCase() }
}

const talk = (count: number) => Array.from({ length: count }, (_, i) => [`Here is line ${i} of some talk`])
const judge = async (paragraphs: string[][], made = parts(), named = paragraphs) =>
  (await judgePassages(made, { paragraphs, named }, null, async (_, work) => await work())).counted

test('a short text is judged as a whole, in one batch', async () => {
  const made = parts()
  expect(await judge([['Hello there']], made)).toEqual({
    words: 'hello there',
    embedding: new Float32Array([0]),
    isWindow: false,
    among: 1,
    probability: 0.1,
  })
  expect(made.batches).toEqual([1])
})

test('of a long text the likeliest window counts, its odds shrunk by how many there are', async () => {
  const { words, isWindow, among, probability } = await judge([...talk(20), [BAD], ...talk(20)])
  expect(isWindow).toBe(true)
  expect(words).toBe(BAD)
  expect(among).toBeGreaterThan(20)
  expect(probability).toBeGreaterThan(0.5)
  expect(probability).toBeLessThan(0.6 + 10 / BAD.length)
})

test('a window in which the towers see nothing does not speak', async () => {
  expect((await judge([...talk(20), ['. . . . . . . . . . . .']])).probability).toBeLessThan(0.11)
  expect((await judge([['...']])).probability).toBe(0.99)
})

test('names speak as words beside a text, and alone where there is nothing else', async () => {
  const beside = await judge([['Hello there']], parts(), [['Hello there', '@TheyAreWorthless_animals']])
  expect(beside).toMatchObject({ words: `hello there ${BAD}`, isWindow: false, among: 4 })
  const alone = await judge([['@TheyAreWorthlessAnimals']])
  expect(alone).toMatchObject({ words: BAD, isWindow: false, among: 1 })
  const long = await judge([...talk(20), ['and so say @they_are_worthless_animals all']])
  expect(long).toMatchObject({ words: `and so say ${BAD} all`, isWindow: true })
  expect(await judge([['Hello there @USER']])).toMatchObject({ words: 'hello there @user', among: 1 })
})

test('a text of any length is embedded in batches of bounded size', async () => {
  const made = parts()
  await judge(talk(500), made)
  expect(Math.max(...made.batches)).toBe(4)
})
