/** Each letter of `shown` with the one at its place in `meant`. */
const letters = (shown: string, meant: string) => new Map([...shown].map((letter, i) => [letter, meant[i]]))

const SMALL_CAPITALS = letters('ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘꞯʀꜱᴛᴜᴠᴡʏᴢ', 'abcdefghijklmnopqrstuvwyz')
/** Cyrillic letters, then Greek ones, that look like Latin ones. */
const FOREIGN = letters(
  'аеорсухіѕјһԁԛԝАВЕКМНОРСТУХІЅЈοανιρΑΒΕΖΗΙΚΜΝΟΡΤΥΧ',
  'aeopcyxisjhdqwABEKMHOPCTYXISJoavipABEZHIKMNOPTYX',
)
const SMALL_CAPITAL = new RegExp(`[${[...SMALL_CAPITALS.keys()].join('')}]`, 'gu')
const WORD = /\p{L}+/gu

/**
 * Letters that only look like Latin ones as those: small capitals, and Cyrillic and Greek letters in a word that has
 * Latin ones too. Words all in another script stay. The recipe of the towers does the same
 * (towers/memeveil_towers/look_alikes.py).
 */
export function latinLetters(text: string): string {
  return text.replace(SMALL_CAPITAL, (letter) => SMALL_CAPITALS.get(letter) as string).replace(WORD, asLatin)
}

function asLatin(word: string): string {
  if (!/[a-z]/i.test(word)) return word
  const plain = [...word].map((letter) => FOREIGN.get(letter) ?? letter).join('')
  return /^\p{Script=Latin}+$/u.test(plain) ? plain : word
}
