/**
 * Cross-fitting: what is said of every fold's rows by a judge that was trained on all the other folds, fold after fold
 * (`folds.flat()`'s order), so that no row is judged by what has seen it.
 */
export function crossFit<Row, Said>(folds: Row[][], trainOn: (rows: Row[]) => (row: Row) => Said): Said[] {
  return folds.flatMap((fold) => {
    const judge = trainOn(folds.filter((other) => other !== fold).flat())
    return fold.map((row) => judge(row))
  })
}
