import { totalMs, type Verdict } from '../../../core/decide.ts'
import { type Explanation, explanationOf, type WeighedWord } from '../../../core/explanation.ts'
import { say } from '../../../runtime/browser/say.ts'
import { type CheckResult, DEVICE_NAMES, notChecked } from '../../check-result.ts'
import { drawText } from './draw-text.ts'
import { createHtml } from './layer.ts'
import type { Reasons } from './reasons.ts'
import { style } from './style.ts'

/** More of a text nobody reads here, and a picture may hold a megabyte of it. */
const MOST_CHARACTERS = 1200

const PARAGRAPH = {
  all: 'initial',
  display: 'block',
  margin: '0 0 8px',
  font: 'inherit',
  color: 'inherit',
  'overflow-wrap': 'anywhere',
}
const STRONG = { ...PARAGRAPH, 'font-weight': '700' }
const QUIET = { ...PARAGRAPH, opacity: '.8' }
/** What was read is somebody else's: it has its own direction, and must not turn our own sentences around. */
const QUOTE = {
  ...PARAGRAPH,
  padding: '6px 8px',
  'border-inline-start': '3px solid #8ab4f8',
  background: '#ffffff1a',
  'unicode-bidi': 'plaintext',
}
/** Told apart by line as well as by colour. */
const RAISES = { font: 'inherit', color: '#ffd7d1', background: '#b3261e', 'text-decoration': 'underline' }
const LOWERS = { font: 'inherit', color: '#d3f2dc', background: '#1e6b39', 'text-decoration': 'underline dotted' }

/** The paragraphs that tell why, from what is known until now; `waits` where words are still weighed. */
export function contentOf(result: CheckResult, { sensitivity }: Reasons, waits: boolean): HTMLElement[] {
  if (result.state === 'unknown') return [paragraph(STRONG, notChecked(say, result))]
  const { verdict } = result
  const explanation = explanationOf(say, verdict, sensitivity)
  return [
    paragraph(STRONG, explanation.decision),
    ...(verdict.corrected
      ? [paragraph(PARAGRAPH, say(verdict.corrected.offensive ? 'correctedOffensive' : 'correctedFine'))]
      : []),
    ...explanation.reasons.map((reason) => paragraph(PARAGRAPH, cut(reason))),
    ...quoteOf(verdict, explanation),
    ...(waits ? [paragraph(QUIET, say('weighing'))] : []),
    paragraph(QUIET, madeBy(result)),
  ]
}

/** What became of what the user said. */
export function answerOf(answer: string, ...more: string[]): HTMLElement[] {
  return [paragraph(STRONG, answer), ...more.map((one) => paragraph(QUIET, one))]
}

function madeBy({ verdict: { model, ms }, devices }: Extract<CheckResult, { state: 'judged' }>): string {
  const where = devices ? `, ${DEVICE_NAMES[devices.towers]}` : ''
  return `${model.id} ${model.version} · ${Math.round(totalMs(ms))} ms${where}`
}

function quoteOf({ text }: Verdict, { words }: Explanation): HTMLElement[] {
  if (text === '') return []
  const quote = paragraph(QUOTE, '')
  if (words.length === 0) drawText(quote, cut(text))
  else quote.replaceChildren(...marked(words))
  return [quote]
}

function marked(words: WeighedWord[]): (HTMLElement | string)[] {
  let room = MOST_CHARACTERS
  return words.flatMap((one) => {
    room -= one.word.length
    if (room < 0) return []
    const { word, change, counts } = one
    return [counts ? drawn('mark', change > 0 ? RAISES : LOWERS, word) : drawn('span', {}, word), ' ']
  })
}

const paragraph = (look: Record<string, string>, text: string) => drawn('p', look, text)

function drawn(name: 'p' | 'mark' | 'span', look: Record<string, string>, text: string): HTMLElement {
  const node = createHtml(name)
  style(node, look)
  drawText(node, text)
  return node
}

function cut(text: string): string {
  return text.length > MOST_CHARACTERS ? `${text.slice(0, MOST_CHARACTERS)}…` : text
}
