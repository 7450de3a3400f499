import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const folders = ['ui', 'options', 'welcome'].map((name) => `src/extension/${name}`)
const STYLESHEETS = folders.flatMap((folder) =>
  readdirSync(folder)
    .filter((file) => file.endsWith('.css'))
    .map((file) => `${folder}/${file}`),
)

test.each(STYLESHEETS)(
  '%s names sides by the direction of the text, so that it is right from right to left',
  (path) => {
    expect(readFileSync(path, 'utf8')).not.toMatch(/(^|[\s-])(left|right)\b/m)
  },
)
