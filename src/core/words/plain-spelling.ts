const LETTERS: Record<string, string> = { 0: 'o', 1: 'i', 3: 'e', 4: 'a', 5: 's', 7: 't', $: 's', '@': 'a' }

/** At least four single characters, the same mark between each two. */
const SPREAD =
  /(?<![\p{L}\p{N}])(?:(?:[^ ] ){3,}[^ ]|[\p{L}\p{N}$]([._*-])(?:[\p{L}\p{N}$]\1){2,}[\p{L}\p{N}$])(?![\p{L}\p{N}])/gu
/** A sign between two letters, and no other digits: not 4chan, mp3, me@example.org. */
const DISGUISED =
  /(?<![\p{L}\p{N}$@])(?=[\p{L}013457$@]*?\p{L}[013457$@]{1,2}\p{L})[\p{L}013457$@]+(?![\p{L}\p{N}$@]|\.\p{L})/u
const WORD = /(?<![\p{L}\p{N}$@])(?:(?=[013457$@]*\p{L})[\p{L}013457$@]+|[0-9]+\$)(?![\p{L}\p{N}$@]|\.\p{L})/gu
const NUMBER = /^\$?[0-9]+(?:st|rd|th|s|am|pm|k|m|b|d|g|h|x|v|kg|km|cm|mm|mph|min|yo|yrs?)$/i

/**
 * Disguised spelling in plain letters: "h a t e" and "h.a.t.e" are joined and, where a word is surely disguised
 * ("h4te"), signs are read as letters throughout; numbers (4th, 10k) stay. The recipe of the towers does the same
 * (towers/memeveil_towers/plain_spelling.py).
 */
export function plainSpelling(text: string): string {
  const joined = text.replace(SPREAD, join)
  if (!DISGUISED.test(joined)) return joined
  return joined.replace(WORD, (word) =>
    NUMBER.test(word) ? word : word.replace(/[013457$@]/g, (sign) => LETTERS[sign]),
  )
}

function join(run: string): string {
  const signs = [...run].filter((_, i) => i % 2 === 0)
  return 2 * signs.filter((sign) => /\p{L}/u.test(sign)).length > signs.length ? signs.join('') : run
}
