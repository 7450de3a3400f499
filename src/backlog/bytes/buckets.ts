import { S3mini, S3ServiceError } from 's3mini'
import { UserError } from '../../core/user-error.ts'
import { pictureFrom } from './bounded.ts'
import { RetryLater } from './retry-later.ts'
import { refusalOf } from './status.ts'

/** By the names that all programs for such buckets use. */
const NEEDED = ['AWS_REGION', 'AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY']

/** A bucket by the environment's keys. Throws UserError of the kind 'usage' that names what isn't set. */
export function openBucket(name: string, signal?: AbortSignal): S3mini {
  const { AWS_ENDPOINT_URL_S3, AWS_ENDPOINT_URL, AWS_REGION, AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY } = process.env
  const endpoint = AWS_ENDPOINT_URL_S3 || AWS_ENDPOINT_URL
  const missing = [...(endpoint ? [] : ['AWS_ENDPOINT_URL_S3']), ...NEEDED.filter((key) => !process.env[key])]
  if (missing.length > 0) throw new UserError('usage', `s3://${name} can't be asked: set ${missing.join(', ')}`)
  if (!/^https?:\/\//.test(endpoint ?? '') || !URL.canParse(endpoint ?? ''))
    throw new UserError('usage', `s3://${name} can't be asked: AWS_ENDPOINT_URL_S3 has to be https://HOST`)
  return new S3mini({
    endpoint: `${endpoint?.replace(/\/+$/, '')}/${name}`,
    region: AWS_REGION,
    accessKeyId: AWS_ACCESS_KEY_ID ?? '',
    secretAccessKey: AWS_SECRET_ACCESS_KEY ?? '',
    fetch: (input, init) => fetch(input, { ...init, signal, redirect: 'manual' }),
  })
}

/** Bucket and key, or prefix, of s3://bucket/key, where a key is written as it is; undefined for what is none. */
export function bucketAndKey(location: string): { bucket: string; key: string } | undefined {
  const [, bucket, key = ''] = /^s3:\/\/([a-z\d][a-z\d._-]+)(?:\/(.*))?$/is.exec(location) ?? []
  return bucket === undefined ? undefined : { bucket, key }
}

/** Throws UserError ('usage', 'missing-picture', 'large-picture'), RetryLater, the signal's reason. */
export async function readObject(
  location: string,
  timeoutMs: number,
  signal: AbortSignal,
): Promise<Uint8Array<ArrayBuffer>> {
  const { bucket, key } = bucketAndKey(location) ?? {}
  // the way to a key is an address's, in which dots lead up and slashes at its start are lost
  if (!bucket || !key || /^\/|(^|\/)\.{1,2}(\/|$)/.test(key))
    throw new UserError('missing-picture', 'there is no such address of a bucket')
  const limit = AbortSignal.timeout(timeoutMs)
  try {
    const { body } = await openBucket(bucket, AbortSignal.any([signal, limit])).getObjectRaw(key)
    return body ? await pictureFrom(body, `s3://${bucket}`) : new Uint8Array(0)
  } catch (error) {
    signal.throwIfAborted()
    if (limit.aborted) throw new RetryLater(`s3://${bucket} took longer than ${timeoutMs / 1000} s`)
    throw bucketError(error, bucket)
  }
}

/** The machine's own fault and no picture's: what is wrong with its keys or its clock. */
const OWN_FAULTS = ['InvalidAccessKeyId', 'SignatureDoesNotMatch', 'ExpiredToken', 'RequestTimeTooSkewed']

/** What went wrong with a bucket, as UserError or RetryLater. */
export function bucketError(error: unknown, bucket: string): Error {
  if (error instanceof UserError) return error
  const where = `s3://${bucket}`
  if (!(error instanceof S3ServiceError)) {
    const { message, cause } = error as Error
    return new RetryLater(`${where} can't be asked: ${cause instanceof Error ? cause.message : message}`)
  }
  const { status, serviceCode = '' } = error
  if (OWN_FAULTS.includes(serviceCode))
    return new UserError('usage', `${where} refuses the keys: ${serviceCode}; look at AWS_ACCESS_KEY_ID and the clock`)
  return refusalOf(status, undefined, where) ?? new RetryLater(`${where} can't be understood: ${error.message}`)
}
