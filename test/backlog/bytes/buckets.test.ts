import { afterAll, afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createPictureBytes } from '../../../src/backlog/bytes/bytes.ts'
import { createHostTurns } from '../../../src/backlog/bytes/host-turns.ts'
import { startBucket } from '../../fixtures/local-bucket.ts'

const KEYS = ['a.jpg', 'memes/ä ö&<>.png', "memes/it's (a)+b=c?d#e%20.jpg", 'deep/er/b.webp']
const bucket = await startBucket(
  { ...Object.fromEntries(KEYS.map((key) => [key, `bytes of ${key}`])), 'large.png': Buffer.alloc(21 * 2 ** 20) },
  1000,
)
const bytes = createPictureBytes({ turns: createHostTurns(), userAgent: 'MemeVeil/1', timeoutMs: 5000 })
beforeEach(() => {
  for (const [name, value] of Object.entries(bucket.env)) vi.stubEnv(name, value)
})
afterEach(() => {
  vi.unstubAllEnvs()
})
afterAll(() => bucket.close())
const never = new AbortController().signal
const read = (location: string, signal = never) => bytes.read(location, signal)

test.each(KEYS)('the object %s comes by a signed request', async (key) => {
  expect(new TextDecoder().decode(await read(`s3://archive/${key}`))).toBe(`bytes of ${key}`)
})

test.each([
  ['none.jpg', 's3://archive/none.jpg', { kind: 'missing-picture', message: /answered 404/ }],
  ['another bucket', 's3://other/a.jpg', { kind: 'missing-picture', message: /s3:\/\/other .* answered 404/ }],
  ['a way out of the bucket', 's3://other/../archive/a.jpg', { kind: 'missing-picture', message: /no such address/ }],
  ['a slash first', 's3://archive//a.jpg', { kind: 'missing-picture', message: /no such address/ }],
  ['no key', 's3://archive/', { kind: 'missing-picture', message: /no such address/ }],
  ['no bucket', 's3:///a.jpg', { kind: 'missing-picture', message: /no such address/ }],
  ['a large one', 's3://archive/large.png', { kind: 'large-picture', message: /s3:\/\/archive has more than 20 MB/ }],
])('%s is no picture', async (_, location, error) => {
  await expect(read(location)).rejects.toMatchObject(error)
})

test.each<[string, Record<string, string>, object]>([
  [
    'no settings',
    { AWS_ENDPOINT_URL_S3: '', AWS_REGION: '' },
    { kind: 'usage', message: /AWS_ENDPOINT_URL_S3, AWS_REGION$/ },
  ],
  [
    'no keys',
    { AWS_ACCESS_KEY_ID: '', AWS_SECRET_ACCESS_KEY: '' },
    { kind: 'usage', message: /ACCESS_KEY_ID, AWS_SECRET/ },
  ],
  ['no address', { AWS_ENDPOINT_URL_S3: 'minio' }, { kind: 'usage', message: /has to be https:/ }],
  ['a wrong key', { AWS_ACCESS_KEY_ID: 'AKOTHER' }, { kind: 'usage', message: /InvalidAccessKeyId/ }],
  ['a wrong secret', { AWS_SECRET_ACCESS_KEY: 'x' }, { kind: 'usage', message: /SignatureDoesNotMatch/ }],
  ['no server', { AWS_ENDPOINT_URL_S3: 'http://127.0.0.1:1' }, { name: 'RetryLater', message: /ECONNREFUSED/ }],
])('%s is told apart from what is no picture', async (_, env, error) => {
  for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value)
  await expect(read('s3://archive/a.jpg')).rejects.toMatchObject(error)
})

test('an endpoint for all of AWS serves, and a bucket that fails is asked later', async () => {
  vi.stubEnv('AWS_ENDPOINT_URL', `${bucket.env.AWS_ENDPOINT_URL_S3}/`)
  vi.stubEnv('AWS_ENDPOINT_URL_S3', '')
  bucket.failing.times = 1
  await expect(read('s3://archive/a.jpg')).rejects.toMatchObject({ name: 'RetryLater', message: /answered 503/ })
  expect(await read('s3://archive/a.jpg')).toHaveLength(14)
})

test('who gave up gets the reason', async () => {
  await expect(read('s3://archive/a.jpg', AbortSignal.abort(new Error('gone')))).rejects.toThrow('gone')
  const leaving = new AbortController()
  const reading = read('s3://archive/a.jpg', leaving.signal)
  const reason = new Error('left')
  leaving.abort(reason)
  await expect(reading).rejects.toBe(reason)
})
