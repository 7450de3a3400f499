declare module 'wink-lemmatizer' {
  /** The noun's base form by WordNet, else the word itself. */
  export function noun(word: string): string
}

declare module 'wink-tokenizer' {
  export default class Tokenizer {
    tokenize(sentence: string): { value: string; tag: string }[]
  }
}
