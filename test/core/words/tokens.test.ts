import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { createTokenizer } from '../../../src/core/words/tokens.ts'
import { golden } from '../../fixtures/golden.ts'

const read = (name: string) =>
  JSON.parse(readFileSync(new URL(`../../../public/models/memeveil-mini/${name}`, import.meta.url), 'utf8'))
const { tokenize } = createTokenizer(read('tokenizer.json'), read('tokenizer_config.json'))
const { maxTokens, texts, ids } = golden<{ maxTokens: number; texts: string[]; ids: number[][] }>('tokens')

test("1,000 strings (emoji, CJK, combining marks, right to left, 10,000 characters) give Python's token ids", () => {
  expect(texts.length).toBe(1000)
  const wrong = texts.flatMap((text, i) =>
    JSON.stringify(tokenize(text, maxTokens)) === JSON.stringify(ids[i])
      ? []
      : [{ text: text.slice(0, 60), ours: tokenize(text, maxTokens).slice(0, 30), python: ids[i].slice(0, 30) }],
  )
  expect(wrong).toEqual([])
})
