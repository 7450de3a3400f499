import { cancel, judge } from '../engine/engine.ts'
import { receive } from '../protocol.ts'

receive({
  'background-to-offscreen: judge': (job) => judge(job, () => window.close()),
  'background-to-offscreen: cancel': async ({ id }) => {
    cancel(id)
    return null
  },
})
