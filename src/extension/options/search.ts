/** Small letters without accents, so that "Ecran" finds "écran". */
function plain(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
}

/** Whether every word of the query is somewhere in the text; an empty query is in all. */
export function matches(text: string, query: string): boolean {
  const found = plain(text)
  return plain(query)
    .split(/\s+/)
    .every((word) => found.includes(word))
}

/**
 * Hides rows of the page that a query doesn't match, and sections without any that it does. One whose rows are still
 * to come stays where its title matches: a link may lead there. A row in another one stays with it. Returns how many
 * rows match.
 */
export function filterRows(root: ParentNode, query: string): number {
  let count = 0
  for (const section of root.querySelectorAll<HTMLElement>('section[id]')) {
    const title = section.querySelector('h2')?.textContent ?? ''
    const all = [...section.querySelectorAll<HTMLElement>('[data-row]')]
    const rows = all.filter((row) => !row.parentElement?.closest('[data-row]'))
    for (const row of rows) row.hidden = !matches(`${title} ${row.textContent}`, query)
    const found = rows.filter((row) => !row.hidden).length
    section.hidden = found === 0 && !matches(title, query)
    count += found
  }
  return count
}
