import { namesIn, SITE_NAME } from '../words/names.ts'

const MONTH = '(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]{0,6}\\.?'
const YEAR = '(?:19|20)\\d{2}'
const NUMBER = '\\d+(?:[.,]\\d+)*'
const COUNTED =
  '(?:comments?|likes?|retweets?|(?:quote )?tweets|quotes?|repl(?:y|ies)|shares?|views?|reposts?|bookmarks?|followers' +
  '|points?|upvotes?|reactions?|notes)'
const ACTION = '(?:like|reply|share|comment|retweet|follow|following|report|save|send|(?:translate|see) tweet)'

/** What tells by itself that a line is nobody's words. */
const TELLING = anyOf([
  '@[\\p{L}\\p{N}_.]{2,}',
  '\\d{1,2}:\\d{2}(?::\\d{2})?(?: ?[ap]\\.?m\\b\\.?)?',
  '\\d{1,2} ?[ap]m\\b',
  '\\d{1,2}[/.-]\\d{1,2}[/.-](?:\\d{2}){1,2}\\b',
  `${MONTH} \\d{1,2}(?:st|nd|rd|th)?,? ${YEAR}\\b`,
  `\\d{1,2}(?:st|nd|rd|th)? ${MONTH},? (?:${YEAR}|\\d{2})\\b`,
  '\\d+ ?(?:s|m|mins?|h|hrs?|d|w|wks?|y|yrs?)(?: ago)?\\b',
  '\\d+ (?:second|minute|hour|day|week|month|year)s? ago\\b',
  `${NUMBER}[km]?\\b ?${COUNTED}\\b`,
  `${NUMBER}[km]\\b`,
  'twitter (?:for (?:iphone|ipad|android)|web (?:app|client))',
  `\\b${ACTION}(?: ${ACTION})+\\b`,
])
/** What may stand beside it. */
const BESIDE = anyOf([
  `\\b${MONTH} \\d{1,2}\\b`,
  '\\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\\b',
  '\\b(?:yesterday|today|edited|via|at|on|and)\\b',
  NUMBER,
  `\\b${ACTION}\\b`,
])

const MAKING = '(?:(?:made|created) (?:with|on|in|by|at) (?:ai? (?:on|with) )?|via |source:? )?'
const DOMAIN = `(?:(?:www|m)\\.)?${SITE_NAME}`
const MAKER =
  '(?:mematic|imgflip|kapwing|memedroid|meme ?generator|quick ?meme|make a meme|imgur|ifunny(?:\\.ce)?|9gag)'
/** A site's name alone, as makers of memes leave it in a corner. */
const WATERMARK = new RegExp(`^${MAKING}(?:${DOMAIN}|${MAKER})$`, 'iu')
const MAKERS_OWN = new RegExp(`^${MAKING}${MAKER}(?:\\.com)?$`, 'iu')

/**
 * Whether a line is what sites and makers of memes put beside somebody's words: user names, dates, times, counters,
 * buttons, watermarks. Closed forms alone: the name above a post may say anything, and is judged.
 */
export function isAside(line: string): boolean {
  if (WATERMARK.test(bareLine(line))) return true
  const rest = line.replace(TELLING, ' ')
  return rest !== line && !/[\p{L}\p{N}]/u.test(rest.replace(BESIDE, ' '))
}

/** The user names and sites of a line that is an aside, but for makers of memes: they may hide a sentence. */
export function nameOf(aside: string): string {
  const bare = bareLine(aside)
  return MAKERS_OWN.test(bare) ? '' : namesIn(bare)
}

/** Without signs around it, and with no gaps around its dots. */
function bareLine(line: string): string {
  return line.replace(/^[^\p{L}\p{N}@]+|[^\p{L}\p{N}]+$/gu, '').replace(/ ?\. ?(?=\p{L})/gu, '.')
}

function anyOf(forms: string[]): RegExp {
  return new RegExp(forms.map((form) => `(?:${form})`).join('|'), 'giu')
}
