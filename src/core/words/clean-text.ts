import { nameEmoji } from './emoji-names.ts'
import { plainSpelling } from './plain-spelling.ts'

const INVISIBLE = /(?!\u200D)\p{Cf}/gu
const SPACE = /[\p{Z}\p{Cc}]+/gu

/**
 * One line of text as a person reads it: compatibility forms made plain, invisible characters gone, white space folded.
 */
export function tidyText(text: string): string {
  return text.normalize('NFKC').replace(INVISIBLE, '').replace(SPACE, ' ').trim()
}

const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' }

/**
 * What the text tower reads: tidied, entities decoded, addresses and user names dropped, emoji named,
 * disguised words in plain letters, as in its training texts.
 * Letters keep their case here; the tokeniser folds it.
 */
export function cleanText(text: string): string {
  const decoded = text
    .replace(/&(amp|lt|gt|quot|apos|nbsp);/g, (_, name: string) => ENTITIES[name])
    .replace(/&#(\d{1,6});/g, (_, code: string) => String.fromCodePoint(Math.min(Number(code), 0x10ffff)))
  const bare = tidyText(decoded)
    .replace(/https?:\/\/\S+/g, ' ')
    .replace(/(?<![\p{L}\p{N}])@[\p{L}\p{N}_]+:?/gu, ' ')
  return plainSpelling(tidyText(nameEmoji(bare)))
}
