import { type HeadFile, INPUT_KINDS, type InputKind } from '../core/model/head.ts'
import { LEVELS } from '../core/model/levels.ts'
import { ModelError } from '../core/model/model-error.ts'
import { decimal, figure, markdownTable } from './markdown.ts'

/** Between these lines stands what is made of head.json. */
const FROM = '<!-- levels: written by "memeveil product-head" -->'
const TO = '<!-- end of levels -->'

const KIND_NAMES: Record<InputKind, string> = {
  both: 'picture and words',
  picture: 'picture alone',
  text: 'words alone',
}

/** What the head's levels do, and how well it is calibrated, by kind of input. */
export function levelsText({ levels, threshold, calibrationError }: HeadFile): string {
  if (!levels) return `This head has no levels: everything is flagged from ${decimal(threshold)} on.`
  const rows = INPUT_KINDS.flatMap((kind) =>
    LEVELS.map((level) => {
      const { threshold, caught, flagged } = levels[level][kind]
      return [
        KIND_NAMES[kind],
        level,
        decimal(threshold),
        figure(caught),
        String(caught.n),
        figure(flagged),
        String(flagged.n),
      ]
    }),
  )
  const head = ['judged by', 'level', 'flags from', 'offensive caught', 'n', 'harmless flagged', 'n']
  const errors =
    calibrationError && INPUT_KINDS.map((kind) => `${decimal(calibrationError[kind])} (${KIND_NAMES[kind]})`).join(', ')
  const told = errors ? [`Expected calibration error on the same rows: ${errors}.`] : []
  return [markdownTable(head, rows), ...told].join('\n\n')
}

/** The card with what its head does now. Throws ModelError for a card without a place for it. */
export function cardOf(card: string, head: HeadFile): string {
  const [start, end] = [card.indexOf(FROM), card.indexOf(TO)]
  if (start < 0 || end < start) throw new ModelError(`the model card has no lines "${FROM}" and "${TO}"`)
  return `${card.slice(0, start + FROM.length)}\n${levelsText(head)}\n${card.slice(end)}`
}
