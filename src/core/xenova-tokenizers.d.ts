declare module '@xenova/transformers/src/tokenizers.js' {
  /** The package's types cover its root alone, which would load its inference backends too. */
  export class BertTokenizer {
    constructor(tokenizerJson: object, config: object)
    encode(text: string): (number | bigint)[]
  }
}
