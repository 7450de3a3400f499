import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { cardOf, levelsText } from '../../src/cli/model-card.ts'
import { LEVELLED, levelsOf, tinyHead } from '../fixtures/head.ts'
import { tinyManifest } from '../fixtures/manifest.ts'

const bare = { ...tinyHead(tinyManifest(2)), threshold: 0.675 }
const levelled = {
  ...bare,
  levels: levelsOf(LEVELLED),
  calibrationError: { both: 0.031, picture: 0.12, text: 0.0446 },
}
const CARD_PATH = 'public/models/memeveil-mini/MODEL_CARD.md'
const card = readFileSync(CARD_PATH, 'utf8')

test('every level has a row for each kind of input, each figure with its interval and n', () => {
  const cells = levelsText(levelled)
    .split('\n')
    .filter((line) => line.startsWith('| '))
    .map((line) =>
      line
        .split('|')
        .map((cell) => cell.trim())
        .slice(1, -1),
    )
  expect(cells).toHaveLength(2 + 9)
  expect(cells[0]).toEqual(['judged by', 'level', 'flags from', 'offensive caught', 'n', 'harmless flagged', 'n'])
  expect(cells[2]).toEqual([
    'picture and words',
    'gentle',
    '.800',
    '.200 (.170–.230)',
    '310',
    '.060 (.040–.090)',
    '518',
  ])
  expect(cells.slice(2).map(([kind, level, from]) => [kind, level, from])).toContainEqual([
    'picture alone',
    'strict',
    '.700',
  ])
})

test('the calibration error is told where the head has it', () => {
  expect(levelsText(levelled)).toContain('.031 (picture and words), .120 (picture alone), .045 (words alone)')
  expect(levelsText({ ...levelled, calibrationError: undefined })).not.toContain('alibration')
})

test('a head without levels is told as one', () => {
  expect(levelsText(bare)).toBe('This head has no levels: everything is flagged from .675 on.')
})

test('a card changes between its two lines alone, however often', () => {
  const once = cardOf(card, levelled)
  expect(once).toContain(levelsText(levelled))
  expect(cardOf(once, bare)).toBe(cardOf(card, bare))
  const others = (text: string) => text.split('\n').filter((line) => !levelsText(levelled).includes(line))
  expect(others(once)).toEqual(others(cardOf(card, bare)).filter((line) => !line.startsWith('This head has no')))
})

test('a card without a place for it is an error that says so', () => {
  expect(() => cardOf('# A card', levelled)).toThrow(/no lines "<!-- levels/)
})

test('the card of the bundled model says what its head.json says', () => {
  const head = JSON.parse(readFileSync('public/models/memeveil-mini/head.json', 'utf8'))
  expect(cardOf(card, head)).toBe(card)
})
