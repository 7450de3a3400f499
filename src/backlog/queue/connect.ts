import { Redis } from 'ioredis'
import { UserError } from '../../core/user-error.ts'
import { withoutSecret } from '../without-secret.ts'

const MOST_WAIT_MS = 5000

export interface Connection {
  redis: Redis
  close(): void
}

/**
 * A connection that, once it was there, comes back by itself however long Redis is away. Throws UserError where nothing
 * answers at first.
 */
export async function connect(address: string, tell: (message: string) => void): Promise<Connection> {
  if (!/^rediss?:\/\//.test(address) || !URL.canParse(address)) {
    const wanted = 'one like redis://127.0.0.1:6379 is wanted; / and # of a password are written as %2F and %23'
    throw new UserError('usage', `${withoutSecret(address)} is no address of a Redis: ${wanted}`)
  }
  let state: 'new' | 'there' | 'gone' | 'closed' = 'new'
  let reason = 'no answer'
  const redis = new Redis(address, {
    // what waits for Redis waits until it is back; BullMQ asks for it
    maxRetriesPerRequest: null,
    lazyConnect: true,
    retryStrategy: (times) => (state === 'new' ? null : Math.min(times * 200, MOST_WAIT_MS)),
  })
  redis.on('error', (error: NodeJS.ErrnoException) => {
    reason = error.message || (error.code ?? reason)
  })
  redis.on('close', () => {
    if (state !== 'there') return
    state = 'gone'
    tell('Redis is gone; waiting for it')
  })
  redis.on('ready', () => {
    if (state === 'gone') tell('Redis is back')
    state = 'there'
  })
  try {
    await redis.connect()
    return {
      redis,
      close() {
        state = 'closed'
        redis.disconnect()
      },
    }
  } catch {
    redis.disconnect()
    throw new UserError('usage', `no Redis answers at ${withoutSecret(address)} (${reason}): start it, or name another`)
  }
}
