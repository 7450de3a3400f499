import { sha1 } from '@noble/hashes/legacy.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex } from '@noble/hashes/utils.js'

/** A file as the hub lists it, and the hash by which it is known there. */
export interface ListedFile {
  path: string
  bytes: number
  /** SHA-256 of what is kept apart from the repository (LFS), else git's own hash of the file. */
  hash: { sha256: string } | { git: string }
}

/** Hashes a file while it comes. */
export interface FileCheck {
  /** How many bytes came. */
  length(): number
  update(bytes: Uint8Array): void
  /** Whether they are what is listed, and their SHA-256. */
  end(): { right: boolean; sha256: string }
}

/** git names a file by the SHA-1 of "blob", its length, a zero, and its bytes. */
export function createFileCheck({ bytes, hash }: ListedFile): FileCheck {
  const [ours, git] = [sha256.create(), sha1.create()]
  git.update(new TextEncoder().encode(`blob ${bytes}\0`))
  let length = 0
  return {
    length: () => length,
    update(piece) {
      length += piece.length
      ours.update(piece)
      if ('git' in hash) git.update(piece)
    },
    end() {
      const digest = bytesToHex(ours.digest())
      const right = 'git' in hash ? bytesToHex(git.digest()) === hash.git : digest === hash.sha256
      return { right: right && length === bytes, sha256: digest }
    },
  }
}
