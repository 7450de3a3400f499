import type { Redis } from 'ioredis'

/** Beyond what a slow answer explains. */
const MOST_MS = 60_000

/**
 * Says where this machine's clock differs from Redis': by it BullMQ tells when what failed is tried again, which would
 * be far too late or too soon. Null where it doesn't.
 */
export async function clockWarning(redis: Redis): Promise<string | null> {
  const [seconds] = await redis.time()
  const off = Math.round((Date.now() - Number(seconds) * 1000) / 1000)
  if (Math.abs(off) * 1000 < MOST_MS) return null
  const how = off > 0 ? 'ahead of' : 'behind'
  return `this machine's clock is ${Math.abs(off)} s ${how} Redis': what failed may be tried again at the wrong time`
}
