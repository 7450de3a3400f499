import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { tableBelow } from '../../../src/extension/options/card-table.ts'

test('the shipped card has its figures where the options page looks for them, a cell for each column', () => {
  const card = readFileSync('public/models/memeveil-mini/MODEL_CARD.md', 'utf8')
  const table = tableBelow(card, '## How good it is')
  expect(table?.[0].slice(0, 3)).toEqual(['set', 'n', 'AUROC'])
  expect(table?.length).toBeGreaterThan(5)
  for (const row of table ?? []) expect(row).toHaveLength(table?.[0].length ?? 0)
})

test("cells are what stands between the bars, without the text's marks", () => {
  const text = '## A\nwords\n\n| `set` | n |\n| --- | ---: |\n| **one** | 1 |\n\n| other | table |'
  expect(tableBelow(text, '## A')).toEqual([
    ['set', 'n'],
    ['one', '1'],
  ])
})

test('a heading that is missing, or has its table under the next one, has none', () => {
  expect(tableBelow('# A\n| a |', '## A')).toBeNull()
  expect(tableBelow('## A\n## B\n| a |', '## A')).toBeNull()
  expect(tableBelow('## A\nwords', '## A')).toBeNull()
})
