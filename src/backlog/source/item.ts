/** One picture of a backlog, as it travels through the queue. With neither location nor text it can't be judged. */
export interface Item {
  /**
   * What it is called in results: its path below the folder, its key in the bucket, the table's name for it, its
   * address. Where a source has one twice, the row's number stands behind it.
   */
  name: string
  /**
   * Where its bytes are: file:///…, http(s)://…, s3://bucket/key with the key written as it is; absent where there is
   * a text alone.
   */
  location?: string
  /** Its text, instead of reading it. */
  text?: string
}

/** What a source can be, for its users. */
export const SOURCES =
  'a folder, a table (*.csv, *.tsv, *.parquet), a list of addresses or paths (*.txt, or - for standard input), or ' +
  's3://BUCKET/PREFIX'
