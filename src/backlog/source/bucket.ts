import { setTimeout as pause } from 'node:timers/promises'
import type { ListObject } from 's3mini'
import { UserError } from '../../core/user-error.ts'
import { bucketAndKey, bucketError, openBucket } from '../bytes/buckets.ts'
import { RetryLater } from '../bytes/retry-later.ts'
import type { Item } from './item.ts'
import { isPictureName } from './locations.ts'

/** As many as S3 gives at once. */
const PAGE = 1000
const PAGE_MS = 60_000
/** A listing of millions takes thousands of requests: one that fails is made again, each time after twice the wait. */
const MOST_TRIES = 5

interface Page {
  objects: ListObject[]
  next: string | undefined
}

/** The pictures of s3://bucket/prefix, a page at a time. Throws UserError ('usage'). */
export async function* itemsOfBucket(source: string, firstPauseMs = 500): AsyncGenerator<Item> {
  const { bucket, key: prefix } = bucketAndKey(source) ?? {}
  if (!bucket) throw new UserError('usage', `${source} names no bucket: give s3://BUCKET or s3://BUCKET/PREFIX`)
  let next: string | undefined
  do {
    const page: Page = await listed(bucket, prefix, next, firstPauseMs)
    for (const { Key } of page.objects) if (isPictureName(Key)) yield { name: Key, location: `s3://${bucket}/${Key}` }
    next = page.next
  } while (next !== undefined)
}

async function listed(bucket: string, prefix = '', from: string | undefined, firstPauseMs: number): Promise<Page> {
  for (let tries = 1; ; tries++) {
    try {
      const page = await openBucket(bucket, AbortSignal.timeout(PAGE_MS)).listObjectsPaged('/', prefix, PAGE, from)
      if (page?.objects) return { objects: page.objects, next: page.nextContinuationToken }
      throw new UserError('usage', `there is no bucket s3://${bucket}`)
    } catch (error) {
      const reason = bucketError(error, bucket)
      if (!(reason instanceof RetryLater) || tries === MOST_TRIES) throw new UserError('usage', reason.message)
      await pause(firstPauseMs * 2 ** (tries - 1))
    }
  }
}
