import type { Appearance } from '../../core/picture/near-copy.ts'
import type { ErrorKind } from '../../core/user-error.ts'
import type { Look, Score } from '../look.ts'

/** A look as it is kept, with what the head in question says of it, if it was asked. */
export interface KeptLook {
  id: number
  look: Look
  score: Score | null
}

/** What is to be kept of an input that was judged. */
interface Judged {
  /** SHA-256 in hex. */
  hash: string
  /** SHA-256 of the text that came with a picture, in hex; empty without one. */
  given: string
  appearance: Appearance | null
  look: Look
}

/** What became of one picture: a look, or the reason why there is none. */
export interface Entry {
  name: string
  /** Its place in the source, from 0. */
  place: number
  look: number | null
  /** Names what was looked at, by place, text, size and date: another of the same name is another. */
  version: string
  /** Whether the look is of a near copy. */
  copy: boolean
  error: { kind: ErrorKind; message: string } | null
}

/** An entry with its look and what the head says of it. */
export interface Result extends Omit<Entry, 'look' | 'version'> {
  hash: string | null
  look: Look | null
  score: Score | null
}

/** A source, and what tells it from the same one at another time. */
export interface SourceVersion {
  path: string
  version: string
}

export interface Counts {
  /** Pictures of which something is known, */
  entries: number
  /** of these without a look, */
  failed: number
  /** and by a near copy's; */
  copies: number
  /** of all, those of the last minute, by the database's clock. */
  lastMinute: number
}

/**
 * Where looks, scores and entries are kept, for the towers and the head that it was opened for. Everything may be said
 * twice, by two workers at once too, and stands once.
 */
export interface Store {
  find(hash: string): Promise<KeptLook | null>
  /** Looks that may be of a near copy, the same text given. */
  candidates(appearance: Appearance, given: string): Promise<(KeptLook & { signature: Uint8Array })[]>
  /** The look's number. Look and score are kept together; of two that are kept at once the first stays. */
  keep(judged: Judged, score: Score): Promise<number>
  score(look: number, score: Score): Promise<void>
  scoreAll(scores: (Score & { look: number })[]): Promise<void>
  /** Looks without a score by this head, in the order of their numbers, after `after`. */
  unscored(after: number, most: number): Promise<{ id: number; look: string }[]>

  /**
   * The run that goes on; a new one where the latest was ended, or was over the source as it was before. Throws
   * UserError where another source has the name.
   */
  begin(backlog: string, source: SourceVersion): Promise<number>
  /** The source has as many pictures, or more. */
  grow(backlog: string, run: number, pictures: number): Promise<void>
  end(backlog: string, run: number): Promise<void>
  /** All backlogs by name, each by its latest run. */
  backlogs(): Promise<{ name: string; run: number; pictures: number; ended: boolean }[]>
  /** Names that have an entry with a look, each with what was looked at. */
  entered(backlog: string, run: number, names: string[]): Promise<Map<string, string>>
  enter(backlog: string, run: number, entries: Entry[]): Promise<void>
  counts(backlog: string, run: number): Promise<Counts>
  /** In the order of the source. Rows by rows: a backlog may not fit into memory. */
  results(backlog: string, run: number): AsyncIterable<Result[]>
  close(): Promise<void>
}

export interface Whose {
  /** Names model and reading: looks of others are other looks. */
  towers: string
  /** Names the head. */
  head: string
}
