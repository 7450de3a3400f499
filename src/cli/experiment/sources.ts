import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { UsageError } from '../usage-error.ts'

/** A data set of the study. */
export interface Source {
  name: string
  title: string
  /** Absolute or from the working folder; `split` is what a table without a split column counts as. */
  tables: { path: string; split?: string }[]
  images?: string
}

/** The two data sets below a folder. Throws UsageError for a table that isn't there. */
export function studySources(data: string): Source[] {
  const sources = [memes(join(data, 'memes')), multioff(join(data, 'multioff'))]
  const missing = sources.flatMap(({ tables }) => tables.map((t) => t.path)).find((path) => !existsSync(path))
  if (missing) throw new UsageError(`${missing} is missing; see --data in "memeveil experiment --help"`)
  return sources
}

function memes(folder: string): Source {
  return {
    name: 'memes',
    title: 'Real memes, pictures and the text that our reader reads',
    tables: [{ path: join(folder, 'data.csv') }],
    images: join(folder, 'images'),
  }
}

/** Its pictures come from its authors: without them it is a data set of texts. */
function multioff(folder: string): Source {
  const table = (name: string) => join(folder, `${name}_meme_dataset.csv`)
  const images = join(folder, 'images')
  const pictured = existsSync(images)
  return {
    name: 'multioff',
    title: `MultiOFF, ${pictured ? 'pictures and given text' : 'given text alone'}`,
    tables: [
      { path: table('Training'), split: 'train' },
      { path: table('Validation'), split: 'val' },
      { path: table('Testing'), split: 'test' },
    ],
    images: pictured ? images : undefined,
  }
}
