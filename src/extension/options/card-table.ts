/** Cells of a table, its head first. */
export type Table = string[][]

/** The first table below a heading of a Markdown text; null where there is none. Cells lose the text's marks. */
export function tableBelow(markdown: string, heading: string): Table | null {
  const lines = markdown.split('\n')
  const from = lines.indexOf(heading)
  if (from < 0) return null
  const first = lines.findIndex((line, i) => i > from && line.startsWith('|'))
  const past = lines.findIndex((line, i) => i > first && !line.startsWith('|'))
  if (first < 0 || lines.slice(from + 1, first).some((line) => line.startsWith('#'))) return null
  const rows = lines.slice(first, past < 0 ? undefined : past).filter((line) => !/^[|\s:-]+$/.test(line))
  return rows.map((row) => row.split('|').slice(1, -1).map(cellOf))
}

const cellOf = (text: string) => text.trim().replace(/[`*]/g, '')
