import { signal } from '@preact/signals'
import { say } from '../../runtime/browser/say.ts'
import type { FieldError } from '../settings.ts'
import { change, settings } from '../ui/live-settings.ts'
import { download } from './download.ts'
import { FieldErrors } from './field-errors.tsx'
import { FileDrop } from './file-drop.tsx'
import { Section } from './section.tsx'
import { readSettingsFile, writeSettingsFile } from './settings-file.ts'

const errors = signal<FieldError[]>([])
const imported = signal(false)

async function take(file: File): Promise<void> {
  imported.value = false
  const read = readSettingsFile(await file.text())
  errors.value = 'errors' in read ? read.errors : []
  if (!('settings' in read)) return
  await change(read.settings)
  imported.value = true
}

function Errors() {
  return (
    <div class="bad" role="alert" data-errors="import">
      {errors.value.length > 0 && <p>{say('importRefused')}</p>}
      <FieldErrors errors={errors.value} />
    </div>
  )
}

/** The settings as a file, there and back. */
export function ImportExport() {
  return (
    <Section id="file" title={say('file')}>
      <div class="row" data-row="export">
        <p>{say('exportHint')}</p>
        <button
          type="button"
          name="export"
          onClick={() => download(writeSettingsFile(settings.value), 'memeveil-settings.json')}
        >
          {say('export')}
        </button>
      </div>
      <div class="row" data-row="import">
        <p>{say('importHint')}</p>
        <FileDrop name="import" label={say('import')} take={take} />
        <p class="good" aria-live="polite" data-imported={imported.value}>
          {imported.value && say('imported')}
        </p>
        <Errors />
      </div>
    </Section>
  )
}
