import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { digestOf, imagesIn, pinned } from '../../scripts/images.mjs'

const INDEX = JSON.stringify({ mediaType: 'application/vnd.oci.image.index.v1+json', manifests: [] })
const DIGEST = `sha256:${createHash('sha256').update(INDEX).digest('hex')}`
const MANIFEST = JSON.stringify({ mediaType: 'application/vnd.oci.image.manifest.v1+json' })

const server = createServer(({ url, headers }, response) => {
  if (url?.startsWith('/token')) return response.end(JSON.stringify({ token: url }))
  const scope = headers.authorization?.match(/repository:(.+):pull/)?.[1]
  const bodies: Record<string, string> = {
    '/v2/library/node/manifests/22-slim': INDEX,
    '/v2/some/one/manifests/1': MANIFEST,
  }
  const found = url?.startsWith(`/v2/${scope}/`) ? bodies[url] : undefined
  response.writeHead(found ? 200 : 404).end(found)
})
let hub: { registry: string; tokens: string }
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const registry = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  hub = { registry, tokens: `${registry}/token` }
})
afterAll(() => server.close())

test('every image of the Docker files is found, with its tag', () => {
  const lines = (file: string) => readFileSync(file, 'utf8').match(/^(FROM| *image:) .*$/gm) ?? []
  for (const file of ['Dockerfile', 'docker-compose.yml'])
    expect(imagesIn(readFileSync(file, 'utf8'))).toHaveLength(lines(file).length)
  expect(imagesIn(readFileSync('Dockerfile', 'utf8')).length).toBeGreaterThan(1)
})

test('a tag is pinned to the hash of what the registry has for it, and pinned anew later', async () => {
  const digest = await digestOf('node:22-slim', hub)
  expect(digest).toBe(DIGEST)
  const file = 'FROM node:22-slim AS packages\nRUN true\n    image: node:22-slim\n'
  const once = pinned(file, { 'node:22-slim': digest })
  expect(once).toBe(`FROM node:22-slim@${DIGEST} AS packages\nRUN true\n    image: node:22-slim@${DIGEST}\n`)
  expect(imagesIn(once)).toEqual(Array(2).fill({ image: 'node:22-slim', pin: `@${DIGEST}` }))
  const other = `sha256:${'0'.repeat(64)}`
  expect(pinned(once, { 'node:22-slim': other })).toBe(pinned(file, { 'node:22-slim': other }))
})

test.each([
  ['node:gone', /answers 404/],
  ['some/one:1', /some\/one:1 is no list of builds/],
])('%s is refused: %s', async (image, message) => {
  await expect(digestOf(image, hub)).rejects.toThrow(message)
})
