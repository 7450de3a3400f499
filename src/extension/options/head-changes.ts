import { send } from '../protocol.ts'
import { readCurrentHead } from '../ui/current-head.ts'

/** Changes what judges or looks on, here and on open pages. Throws ModelError. */
export async function changeHead(change: () => Promise<void>): Promise<void> {
  await change()
  await readCurrentHead()
  await send('options-to-background: head-changed', {})
}
