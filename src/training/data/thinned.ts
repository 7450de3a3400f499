/** At most `most` rows, evenly from all of them, in order. */
export function thinned<Row>(rows: Row[], most: number): Row[] {
  const step = Math.max(1, rows.length / most)
  return Array.from({ length: Math.min(rows.length, most) }, (_, i) => rows[Math.floor(i * step)])
}
