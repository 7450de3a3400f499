import { BertTokenizer, CLIPTokenizer, PreTrainedTokenizer } from '@xenova/transformers/src/tokenizers.js'
import { UserError } from '../user-error.ts'

export interface Tokenizer {
  /** Token ids of one text, with its model's opening and closing tokens, at most `maxTokens` of them. */
  tokenize(text: string, maxTokens: number): number[]
  /** The id that fills a text up to the length of another. */
  padding: number
}

/** Far more characters than `maxTokens` tokens can hold: the rest is never tokenised. */
const CHARACTERS_PER_TOKEN = 100

/** By the hub's `tokenizer_class`. */
const KINDS = {
  // the package strips Latin accents alone, Python's tokeniser every non-spacing mark
  BertTokenizer: { Tokenizer: BertTokenizer, prepare: (text: string) => text.normalize('NFD').replace(/\p{Mn}/gu, '') },
  CLIPTokenizer: { Tokenizer: CLIPTokenizer, prepare: (text: string) => text },
  SiglipTokenizer: { Tokenizer: PreTrainedTokenizer, prepare: (text: string) => text },
}

type TokenizerJson = {
  model?: { merges?: (string | string[])[] }
  pre_tokenizer?: { type?: string; prepend_scheme?: string; add_prefix_space?: boolean } | null
}

/**
 * Makes a tokeniser from the hub's tokenizer.json and tokenizer_config.json. Throws UserError for one of another class
 * or form.
 * Truncation keeps the first tokens and the closing one, as Python's `truncation=True` does.
 */
export function createTokenizer(
  tokenizerJson: TokenizerJson | null,
  config: { tokenizer_class?: unknown } | null,
): Tokenizer {
  const name = String(config?.tokenizer_class ?? '').replace(/Fast$/, '')
  if (!Object.hasOwn(KINDS, name))
    throw new UserError(
      'model',
      `tokenizer_config.json: tokenizer_class "${name}" is not known, only ${Object.keys(KINDS).join(', ')}`,
    )
  const { Tokenizer, prepare } = KINDS[name as keyof typeof KINDS]
  const tokenizer = orRefused(() => new Tokenizer(inOlderForm(tokenizerJson ?? {}), config ?? {}))
  return {
    tokenize(text, maxTokens) {
      const start = prepare(text.slice(0, maxTokens * CHARACTERS_PER_TOKEN))
      const ids = orRefused(() => tokenizer.encode(start).map(Number))
      if (!ids.every((id) => Number.isSafeInteger(id) && id >= 0))
        throw new UserError('model', 'tokenizer.json: it has ids that are no whole numbers')
      return ids.length <= maxTokens ? ids : [...ids.slice(0, maxTokens - 1), ids[ids.length - 1]]
    },
    padding: tokenizer.pad_token_id ?? 0,
  }
}

/** The package reads what it needs and finds out what isn't there by an error of the language. */
function orRefused<T>(use: () => T): T {
  try {
    return use()
  } catch (error) {
    throw new UserError('model', `tokenizer.json can't be used: ${(error as Error).message}`)
  }
}

/**
 * Newer tokenizer.json files write a merge as a pair, where the package reads "left right", and leave out what says
 * that a text begins with a space.
 */
function inOlderForm({ model, pre_tokenizer, ...json }: TokenizerJson): object {
  const merges = model?.merges?.map((merge) => (Array.isArray(merge) ? merge.join(' ') : merge))
  const spaced = pre_tokenizer?.type === 'Metaspace' && pre_tokenizer.prepend_scheme === 'always'
  return {
    ...json,
    model: { ...model, ...(merges && { merges }) },
    pre_tokenizer: spaced ? { add_prefix_space: true, ...pre_tokenizer } : pre_tokenizer,
  }
}
