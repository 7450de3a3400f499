import Papa from 'papaparse'

const NEWLINE = '\n'

/** What a spreadsheet would run as a formula, by wide signs too; a number is none. */
const FORMULA = /^(?:[=@＝＠\t\r\n]|[+\-＋－](?![\d.,]+$))/

/** Whether a spreadsheet would run it. */
export function isFormula(cell = ''): boolean {
  return FORMULA.test(cell)
}

/** Words that were read in a picture are anybody's: behind an apostrophe no spreadsheet runs them. */
export function inert(cell = ''): string {
  return isFormula(cell) ? `'${cell}` : cell
}

/** One record, with its line end. */
export function csvLine(fields: string[]): string {
  return Papa.unparse([fields], { newline: NEWLINE }) + NEWLINE
}
