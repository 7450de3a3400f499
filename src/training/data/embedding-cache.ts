import { createHash } from 'node:crypto'
import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs'
import { dirname } from 'node:path'

/** Records kept on disk as they are made, so that an interrupted run goes on where it stopped. One JSON line each. */
export class DiskCache<Value> {
  private readonly entries = new Map<string, Value>()

  constructor(private readonly path: string) {
    mkdirSync(dirname(path), { recursive: true })
    if (!existsSync(path)) return
    for (const line of readFileSync(path, 'utf8').split('\n')) {
      try {
        const [key, value] = JSON.parse(line) as [string, Value]
        this.entries.set(key, value)
      } catch {
        // the last line of an interrupted run is cut short: it is made again
      }
    }
  }

  get(key: string): Value | undefined {
    return this.entries.get(key)
  }

  set(key: string, value: Value): void {
    this.entries.set(key, value)
    appendFileSync(this.path, `${JSON.stringify([key, value])}\n`)
  }
}

export function hashOf(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex').slice(0, 24)
}

/** Embeddings are kept as base64 of their float32 bytes. */
export function packEmbedding(embedding: Float32Array): string {
  return Buffer.from(embedding.buffer, embedding.byteOffset, embedding.byteLength).toString('base64')
}

export function unpackEmbedding(packed: string): Float32Array {
  const bytes = Buffer.from(packed, 'base64')
  return new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength))
}
