import { decodeHTML } from 'entities'
import { nameEmoji } from './emoji-names.ts'
import { latinLetters } from './look-alikes.ts'
import { plainSpelling } from './plain-spelling.ts'

const INVISIBLE = /(?!\u200D)\p{Cf}/gu
const SPACE = /[\p{Z}\p{Cc}]+/gu
const RETWEET = /^[!" ]*RT (?=@)/
const ADDRESS = /https?:\/\/\S+/g
const HANDLE = /(?<![\p{L}\p{N}])@[\p{L}\p{N}_]+:?/gu

/**
 * One line of text as a person reads it: compatibility forms made plain, invisible characters gone, white space folded.
 */
export function tidyText(text: string): string {
  return text.normalize('NFKC').replace(INVISIBLE, '').replace(SPACE, ' ').trim()
}

/** A text's lines, each tidied; joined by spaces they are the tidied text. */
export function tidyLines(text: string): string[] {
  return text
    .split('\n')
    .map(tidyText)
    .filter((line) => line !== '')
}

/**
 * A text without what nobody says: entities decoded (twice: posts are often escaped twice), tidied, a retweet's head,
 * addresses and user names dropped.
 */
export function bareText(text: string): string {
  const tidied = tidyText(decodeHTML(decodeHTML(text)))
  return tidyText(tidied.replace(RETWEET, '').replace(ADDRESS, ' ').replace(HANDLE, ' '))
}

/**
 * What the text tower reads: entities decoded, tidied, a retweet's head, addresses and user names dropped, emoji named,
 * look-alike letters as those that they show, disguised words in plain letters. Letters keep their case; the tokeniser
 * folds it.
 *
 * The rule's cases are test/fixtures/clean-text.json, which holds towers/memeveil_towers/clean_text.py to them too;
 * what it is worth: docs/experiments/clean-text.md.
 */
export function cleanText(text: string): string {
  return plainSpelling(latinLetters(tidyText(nameEmoji(bareText(text)))))
}
