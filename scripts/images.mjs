// npm run images [-- --check]: pins the images of the Docker files to what their tags stand for today, or says which of
// them aren't pinned. Nothing here knows a digest: the registry is asked, and what it sends is hashed.
import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'

const FILES = ['Dockerfile', 'docker-compose.yml']
const HUB = { registry: 'https://registry-1.docker.io', tokens: 'https://auth.docker.io/token' }
const INDEXES = ['application/vnd.oci.image.index.v1+json', 'application/vnd.docker.distribution.manifest.list.v2+json']
const IMAGE = /^((?:FROM| +image:) +)([a-z][a-z\d._/-]*:[\w.-]+)(@sha256:[\da-f]{64})?(?=\s|$)/gm

/** @typedef {{ image: string, pin: string | undefined }} Named an image with its tag, and the digest behind it */

/** @param {string} text @returns {Named[]} */
export const imagesIn = (text) => [...text.matchAll(IMAGE)].map(([, , image, pin]) => ({ image, pin }))

/** Each image with its digest, by name and tag. @param {string} text @param {Record<string, string>} digests */
export const pinned = (text, digests) => text.replace(IMAGE, (_, lead, image) => `${lead}${image}@${digests[image]}`)

/**
 * What a tag stands for: the hash of the list of its builds, one a processor.
 * @param {string} image
 */
export async function digestOf(image, { registry, tokens } = HUB) {
  const [name, tag] = image.split(':')
  const path = name.includes('/') ? name : `library/${name}`
  const asked = `${tokens}?service=registry.docker.io&scope=repository:${path}:pull`
  const { token } = JSON.parse(await textOf(asked, {}))
  const headers = { authorization: `Bearer ${token}`, accept: INDEXES.join() }
  const manifest = await textOf(`${registry}/v2/${path}/manifests/${tag}`, headers)
  if (!INDEXES.includes(JSON.parse(manifest).mediaType)) throw new Error(`${image} is no list of builds`)
  return `sha256:${createHash('sha256').update(manifest).digest('hex')}`
}

/** @param {string} address @param {Record<string, string>} headers */
async function textOf(address, headers) {
  const response = await fetch(address, { headers }).catch((error) => {
    throw new Error(`${address} can't be asked: ${error.cause?.message ?? error.message}`)
  })
  if (!response.ok) throw new Error(`${address} answers ${response.status}`)
  return response.text()
}

/** Throws an error of one line. */
async function check() {
  const loose = FILES.flatMap((file) => imagesIn(readFileSync(file, 'utf8')).filter(({ pin }) => !pin))
  const names = [...new Set(loose.map(({ image }) => image))].join(', ')
  if (names) throw new Error(`not pinned: ${names}. Run "npm run images", try what it wrote, and commit it`)
}

async function pinAll() {
  for (const file of FILES) {
    const text = readFileSync(file, 'utf8')
    /** @type {Record<string, string>} */
    const digests = {}
    for (const { image } of imagesIn(text)) digests[image] ??= await digestOf(image)
    for (const [image, digest] of Object.entries(digests)) console.log(`${file}: ${image}@${digest}`)
    writeFileSync(file, pinned(text, digests))
  }
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const work = process.argv.includes('--check') ? check : pinAll
  await work().catch((error) => {
    console.error(error.message)
    process.exitCode = 1
  })
}
