import { signal } from '@preact/signals'
import { say } from '../../runtime/browser/say.ts'
import { loadSync, type SyncProblem, type SyncState, switchSync, watchSync } from '../sync/sync-state.ts'
import { SwitchRow } from '../ui/rows.tsx'
import { FieldErrors } from './field-errors.tsx'

const state = signal<SyncState | null>(null)
watchSync((changed) => {
  state.value = changed
})
void loadSync().then((loaded) => {
  state.value = loaded
})

function Problem({ problem }: { problem: SyncProblem }) {
  if (problem.kind === 'failed') return <p>{say('syncFailed', { detail: problem.message })}</p>
  if (problem.kind === 'too-long') return <p>{say('syncTooLong', { fields: problem.fields.join(', ') })}</p>
  return (
    <>
      <p>{say('syncRefused')}</p>
      <FieldErrors errors={problem.errors} />
    </>
  )
}

/** Whether settings follow the browser's profile, and what keeps them from it. */
export function Sync() {
  if (!state.value) return null
  const { on, problem } = state.value
  return (
    <div class="row" data-row="synced">
      <SwitchRow name="sync" label={say('sync')} hint={say('syncHint')} on={on} onSwitch={switchSync} />
      <div class="bad" role="alert" data-errors="sync">
        {problem && <Problem problem={problem} />}
      </div>
    </div>
  )
}
