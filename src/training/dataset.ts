import { readFileSync } from 'node:fs'
import { basename, dirname, resolve } from 'node:path'
import Papa from 'papaparse'

/** One labelled example: a picture, a sentence, or both. */
export interface Row {
  imageName: string
  sentence: string | null
  offensive: boolean
  dataset: string
  split: string
  category: string
}

/** A table that can't be used; the message names file, line and field. */
class DatasetError extends Error {
  override name = 'DatasetError'
}

/** Spellings seen in published data; anything else is an error rather than a guess. */
const LABELS: Record<string, boolean> = { offensive: true, 'non-offensive': false, 'non-offensiv': false }

/** The records of a CSV with its header's names in lower case. Throws DatasetError. */
export function readTable(path: string): { fields: string[]; records: Record<string, string>[] } {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (error) {
    throw new DatasetError(`${path} can't be read: ${(error as Error).message}`)
  }
  const parsed = Papa.parse<Record<string, string>>(text.replace(/^\uFEFF/, ''), { header: true, skipEmptyLines: 'greedy', transformHeader: (h) => h.trim() })
  const broken = parsed.errors.find((e) => e.code !== 'UndetectableDelimiter')
  if (broken) throw new DatasetError(`${path}, record ${(broken.row ?? 0) + 1}: ${broken.message}`)
  return { fields: parsed.meta.fields ?? [], records: parsed.data }
}

/**
 * Labelled rows of a CSV with the columns `label`, and `sentence` or `image_name` or both; `split`, `dataset` (else the
 * folder's name) and `category` where there are any. Throws DatasetError.
 */
export function loadRows(path: string, split?: string): Row[] {
  const { fields, records } = readTable(path)
  if (!fields.includes('label')) throw new DatasetError(`${path} has no column "label", only ${fields.join(', ')}`)
  if (!fields.includes('sentence') && !fields.includes('image_name')) throw new DatasetError(`${path} has neither a column "sentence" nor "image_name"`)
  return records.map((record, i) => {
    const offensive = LABELS[record.label.trim().toLowerCase()]
    if (offensive === undefined) throw new DatasetError(`${path}, record ${i + 1}: unknown label "${record.label}" (known: ${Object.keys(LABELS).join(', ')})`)
    return {
      imageName: record.image_name?.trim() ?? '',
      sentence: record.sentence ?? null,
      offensive,
      dataset: record.dataset || basename(dirname(resolve(path))),
      split: (split ?? record.split ?? 'train').replace(/^validation$/, 'val'),
      category: record.category ?? '',
    }
  })
}
