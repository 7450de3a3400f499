import type { Redis } from 'ioredis'
import { pause } from '../../core/pause.ts'
import { type HostTurns, LONGEST_REST_MS, LONGEST_WAIT_MS, refuseLongWait } from './host-turns.ts'
import { RetryLater } from './retry-later.ts'
import { unlessAborted } from './unless-aborted.ts'

/**
 * A host's key lives for as long as its turns are taken, so that no clock but Redis' own counts and nothing has to be
 * cleaned up. A life longer than any turn is of a clock that was put back: it isn't believed.
 */
const TAKE = `
local wait = redis.call('PTTL', KEYS[1])
if wait < 0 or wait > tonumber(ARGV[3]) then wait = 0 end
if wait <= tonumber(ARGV[2]) then redis.call('SET', KEYS[1], '', 'PX', wait + ARGV[1]) end
return wait`

const REST = `
if redis.call('PTTL', KEYS[1]) < tonumber(ARGV[1]) then redis.call('SET', KEYS[1], '', 'PX', ARGV[1]) end`

/** Turns of all processes that have a Redis in common. RetryLater (not tried) also where it fails. */
export function createSharedTurns(redis: Redis): HostTurns {
  const keyOf = (host: string) => `memeveil:turn:${host}`

  async function run(script: string, host: string, ...args: number[]): Promise<unknown> {
    try {
      return await redis.eval(script, 1, keyOf(host), ...args)
    } catch (error) {
      const why = (error as Error).message
      throw new RetryLater(`Redis doesn't say whose turn it is to ask ${host}: ${why}`, undefined, false)
    }
  }

  return {
    async take(host, everyMs, signal) {
      signal.throwIfAborted()
      const every = Math.ceil(everyMs)
      if (every <= 0) return
      const turn = run(TAKE, host, every, LONGEST_WAIT_MS, LONGEST_REST_MS + every)
      const wait = Number(await unlessAborted(turn, signal))
      refuseLongWait(host, wait)
      await pause(wait, signal)
    },
    async rest(host, ms) {
      const rest = Math.ceil(Math.min(ms, LONGEST_REST_MS))
      if (rest > 0) await run(REST, host, rest)
    },
  }
}
