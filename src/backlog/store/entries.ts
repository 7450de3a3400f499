import type { InputKind } from '../../core/model/head.ts'
import type { ErrorKind } from '../../core/user-error.ts'
import { chunks } from './chunks.ts'
import { scoreIn } from './looks.ts'
import { placeholders, type Sql, type Value } from './sql.ts'
import type { Counts, Entry, Result, Store, Whose } from './store.ts'

const PAGE = 1000

type ResultRow = Omit<Entry, 'look' | 'error' | 'version'> & {
  error: string | null
  errorkind: ErrorKind | null
  hash: Uint8Array | null
  look: string | null
  probability: number | null
  kind: InputKind | null
}

const counts = ({ dialect: { minuteAgo } }: Sql) => `
  select count(*) as entries, count(*) - count(look) as failed, count(case when copy = $1 then 1 end) as copies,
    count(case when at > ${minuteAgo} then 1 end) as "lastMinute"
  from memeveil_items where backlog = $2 and run = $3`

const RESULTS = `
  select items.name, items.place, items.copy, items.error, items.kind as errorkind,
    looks.hash, looks.look, scores.probability, scores.kind
  from memeveil_items items left join memeveil_looks looks on looks.id = items.look
  left join memeveil_scores scores on scores.look = items.look and scores.head = $1
  where backlog = $2 and run = $3 and (place > $4 or (place = $5 and name > $6))
  order by place, name limit ${PAGE}`

export function keepEntries(sql: Sql, { head }: Whose): Pick<Store, 'entered' | 'enter' | 'counts' | 'results'> {
  return {
    async entered(backlog, run, names) {
      if (names.length === 0) return new Map()
      const rows = await sql.rows<{ name: string; version: string }>(
        `select name, version from memeveil_items where backlog = $1 and run = $2 and look is not null
           and name in ${placeholders(1, names.length, 3)}`,
        [backlog, run, ...names],
      )
      return new Map(rows.map(({ name, version }) => [name, version]))
    },
    async enter(backlog, run, entered) {
      for (const some of chunks(entered)) {
        const values = some.flatMap(({ name, place, version, look, copy, error }): Value[] => [
          ...[backlog, run, name, place, version],
          // PostgreSQL has no NUL in a text
          ...[look, copy, error?.message.replaceAll('\0', '') ?? null, error?.kind ?? null],
        ])
        await sql.rows(
          `insert into memeveil_items (backlog, run, name, place, version, look, copy, error, kind)
           values ${placeholders(some.length, 9)}
           on conflict (backlog, run, name) do update set
             place = excluded.place, copy = excluded.copy, version = excluded.version,
             look = case when excluded.version = memeveil_items.version
               then coalesce(excluded.look, memeveil_items.look) else excluded.look end,
             error = excluded.error, kind = excluded.kind`,
          values,
        )
      }
    },
    async counts(backlog, run) {
      const [counted] = await sql.rows<Counts>(counts(sql), [true, backlog, run])
      // PostgreSQL counts further than a number goes
      return Object.fromEntries(Object.entries(counted).map(([name, n]) => [name, Number(n)])) as unknown as Counts
    },
    async *results(backlog, run) {
      let [place, name] = [-1, '']
      for (;;) {
        const rows = await sql.rows<ResultRow>(RESULTS, [head, backlog, run, place, place, name])
        if (rows.length === 0) return
        yield rows.map(resultOf)
        ;({ place, name } = rows[rows.length - 1])
      }
    },
  }
}

function resultOf({ error, errorkind, hash, look, probability, kind, copy, ...row }: ResultRow): Result {
  return {
    ...row,
    copy: Boolean(copy),
    error: error === null ? null : { kind: errorkind ?? 'set-aside', message: error },
    hash: hash && Buffer.from(hash).toString('hex'),
    look: look === null ? null : JSON.parse(look),
    score: scoreIn({ probability, kind }),
  }
}
