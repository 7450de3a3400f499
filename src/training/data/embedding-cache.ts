import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { appendText, makeFolder } from './output-file.ts'

/** Records kept on disk as they are made, so that an interrupted run goes on where it stopped. One JSON line each. */
export class DiskCache<Value> {
  private readonly entries = new Map<string, Value>()
  /** Ends a line that was cut short, so that the next record has one of its own. */
  private lead = ''

  constructor(private readonly path: string) {
    if (!existsSync(path)) {
      makeFolder(dirname(path))
      return
    }
    const text = readFileSync(path, 'utf8')
    if (text && !text.endsWith('\n')) this.lead = '\n'
    for (const line of text.split('\n')) {
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
    appendText(this.path, `${this.lead}${JSON.stringify([key, value])}\n`)
    this.lead = ''
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
