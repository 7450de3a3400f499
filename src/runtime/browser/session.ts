import { Tensor } from 'onnxruntime-common'
import type { Platform, Session, SessionGroup } from '../../core/platform.ts'
import { createSessionThread, type SessionThread } from './session-thread.ts'

export { Tensor }

interface Used {
  thread: SessionThread
  /** Sessions in it, and those that are being made. */
  users: number
}

/** onnxruntime's sessions on WASM, each group in a thread that lasts as long as its sessions. */
export function createSessions(): Platform['createSession'] {
  const groups = new Map<SessionGroup, Used>()
  function leave(group: SessionGroup, used: Used): void {
    used.users--
    if (used.users > 0) return
    used.thread.close()
    if (groups.get(group) === used) groups.delete(group)
  }
  return async (model, group): Promise<Session> => {
    const before = groups.get(group)
    const used = before && !before.thread.failed() ? before : { thread: createSessionThread(), users: 0 }
    groups.set(group, used)
    used.users++
    try {
      const session = await used.thread.create(await model)
      return {
        ...session,
        async release() {
          await session.release().finally(() => leave(group, used))
        },
      }
    } catch (error) {
      leave(group, used)
      throw error
    }
  }
}
