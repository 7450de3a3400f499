import type { Figure } from '../training/measure/intervals.ts'
import type { Confusion } from '../training/measure/metrics.ts'

/** A Markdown table whose columns are also aligned for a terminal; all columns but the first to the right. */
export function markdownTable(head: string[], rows: string[][]): string {
  const widths = head.map((_, c) => Math.max(3, ...[head, ...rows].map((row) => row[c].length)))
  const line = (row: string[]) =>
    `| ${row.map((cell, c) => (c === 0 ? cell.padEnd(widths[c]) : cell.padStart(widths[c]))).join(' | ')} |`
  return [
    line(head),
    `| ${widths.map((w, c) => (c === 0 ? '-'.repeat(w) : `${'-'.repeat(w - 1)}:`)).join(' | ')} |`,
    ...rows.map(line),
  ].join('\n')
}

/** How rows of both labels were judged, as counts. */
export function confusionTable({ tp, fn, fp, tn }: Confusion): string {
  return markdownTable(
    ['', 'flagged', 'not flagged'],
    [
      ['offensive', String(tp), String(fn)],
      ['non-offensive', String(fp), String(tn)],
    ],
  )
}

/** A number around one as statisticians write it: .694, −.021. */
export function decimal(x: number, digits = 3): string {
  if (Number.isNaN(x)) return '—'
  const size = Math.abs(x).toFixed(digits).replace(/^0/, '')
  return x < 0 && Number(size) > 0 ? `−${size}` : size
}

/** .694 (.605–.776), −.012 (−.021 to −.004) */
export function figure({ value, low, high }: Figure): string {
  return Number.isNaN(value) ? '—' : `${decimal(value)} (${decimal(low)}${low < 0 ? ' to ' : '–'}${decimal(high)})`
}
