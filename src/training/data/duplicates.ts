import { groupBy } from './group-by.ts'

/** Rows that share a picture or a text. */
export interface Duplicates {
  /** Groups of two or more rows, and how many rows they have. */
  groups: number
  rows: number
  /** Groups with two or more rows in one split. */
  withinSplit: number
  /** Groups whose rows are in several splits: what is tested was trained on. */
  leaking: number
  /** Groups whose rows have different labels. */
  contradicting: number
  /** A few of the leaking or contradicting groups, row by row. */
  examples: string[][]
}

/** A row as the report names it: file and line, split and label. */
export interface Placed {
  where: string
  split: string
  label: string
}

const EXAMPLES = 3

/** What is there more than once: entries of the same `key` are the same. */
export function findDuplicates(keyed: { entry: Placed; key: string }[]): Duplicates {
  const groups = [...groupBy(keyed, ({ key }) => key).values()]
    .map((group) => group.map(({ entry }) => entry))
    .filter((group) => group.length > 1)
  const distinct = (group: Placed[], field: 'split' | 'label') => new Set(group.map((e) => e[field])).size
  const leaking = groups.filter((group) => distinct(group, 'split') > 1)
  const contradicting = groups.filter((group) => distinct(group, 'label') > 1)
  return {
    groups: groups.length,
    rows: groups.reduce((sum, group) => sum + group.length, 0),
    withinSplit: groups.filter((group) => distinct(group, 'split') < group.length).length,
    leaking: leaking.length,
    contradicting: contradicting.length,
    examples: [...new Set([...contradicting, ...leaking])]
      .slice(0, EXAMPLES)
      .map((group) => group.map((e) => `${e.where} (${e.split}, ${e.label})`)),
  }
}
