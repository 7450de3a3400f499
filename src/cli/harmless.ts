/** Words and names of anybody's without what a terminal obeys: control characters, and what turns the direction. */
export function harmless(sentence: string): string {
  return sentence.replace(/[\p{Cc}\p{Cf}]/gu, '')
}
