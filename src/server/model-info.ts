import type { Sensitivity } from '../core/decide.ts'
import { levelsWarning } from '../core/head-levels.ts'
import type { HeadFile } from '../core/model/head.ts'
import { say } from '../runtime/node/say.ts'

/** What `GET /` says of who judges: which model, how readily it flags, and what its levels do. */
export function describeModel(head: HeadFile, sensitivity: Sensitivity) {
  const { model, levels = null } = head
  return { model, sensitivity, levels, warning: levelsWarning(say, head) }
}
