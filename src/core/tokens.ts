import { BertTokenizer } from '@xenova/transformers/src/tokenizers.js'

/** Token ids of one text, with [CLS] and [SEP], at most `maxTokens` of them. */
export type Tokenize = (text: string, maxTokens: number) => number[]

/** Far more characters than `maxTokens` tokens can hold: the rest is never tokenised. */
const CHARACTERS_PER_TOKEN = 100

/**
 * Makes a tokeniser from the hub's tokenizer.json and tokenizer_config.json.
 * Truncation keeps the first tokens and the closing [SEP], as Python's `truncation=True` does.
 */
export function createTokenizer(tokenizerJson: object, config: object): Tokenize {
  const tokenizer = new BertTokenizer(tokenizerJson, config)
  return (text, maxTokens) => {
    // the package strips Latin accents alone, Python's tokeniser every non-spacing mark
    const bare = text
      .slice(0, maxTokens * CHARACTERS_PER_TOKEN)
      .normalize('NFD')
      .replace(/\p{Mn}/gu, '')
    const ids = tokenizer.encode(bare).map(Number)
    return ids.length <= maxTokens ? ids : [...ids.slice(0, maxTokens - 1), ids[ids.length - 1]]
  }
}
