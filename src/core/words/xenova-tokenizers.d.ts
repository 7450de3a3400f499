declare module '@xenova/transformers/src/tokenizers.js' {
  /** The package's types cover its root alone, which would load its inference backends too. */
  class Tokenizer {
    constructor(tokenizerJson: object, config: object)
    encode(text: string): (number | bigint)[]
    readonly pad_token_id: number | undefined
  }
  export class PreTrainedTokenizer extends Tokenizer {}
  export class BertTokenizer extends Tokenizer {}
  export class CLIPTokenizer extends Tokenizer {}
}
