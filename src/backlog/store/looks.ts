import type { InputKind } from '../../core/model/head.ts'
import type { Score } from '../look.ts'
import { chunks } from './chunks.ts'
import { placeholders, type Sql, type Value } from './sql.ts'
import type { KeptLook, Store, Whose } from './store.ts'

/** More candidates than these share their bands by chance: white scans do. */
const MOST_CANDIDATES = 50

interface LookRow {
  id: number
  look: string
  probability: number | null
  kind: InputKind | null
}

const LOOK = 'looks.id, looks.look, scores.probability, scores.kind'
const SCORED = 'left join memeveil_scores scores on scores.look = looks.id and scores.head = $1'

const UNSCORED = `
  select looks.id, looks.look from memeveil_looks looks ${SCORED}
  where scores.look is null and looks.towers = $2 and looks.id > $3 order by looks.id limit $4`

const KEEP = `
  insert into memeveil_looks (towers, hash, given, band0, band1, band2, band3, signature, look)
  values ${placeholders(1, 9)} on conflict do nothing`
const SCORE = `
  insert into memeveil_scores (look, head, probability, kind)
  select id, cast($1 as text), cast($2 as real), cast($3 as text) from memeveil_looks
  where towers = $4 and hash = $5 on conflict do nothing`
const NUMBER = 'select id from memeveil_looks where towers = $1 and hash = $2'

type Looks = Pick<Store, 'find' | 'candidates' | 'keep' | 'score' | 'scoreAll' | 'unscored'>

export function keepLooks(sql: Sql, { towers, head }: Whose): Looks {
  const scoreAll: Store['scoreAll'] = async (scores) => {
    for (const some of chunks(scores)) {
      const values = some.flatMap(({ look, probability, kind }): Value[] => [look, head, probability, kind])
      await sql.rows(
        `insert into memeveil_scores (look, head, probability, kind) values ${placeholders(some.length, 4)}
         on conflict do nothing`,
        values,
      )
    }
  }
  return {
    async find(hash) {
      const [row] = await sql.rows<LookRow>(
        `select ${LOOK} from memeveil_looks looks ${SCORED} where looks.towers = $2 and looks.hash = $3`,
        [head, towers, bytesOf(hash)],
      )
      return row ? keptOf(row) : null
    },
    async candidates({ bands }, given) {
      const rows = await sql.rows<LookRow & { signature: Uint8Array }>(
        `select ${LOOK}, looks.signature from memeveil_looks looks ${SCORED}
         where looks.towers = $2 and looks.given = $3 and (band0 = $4 or band1 = $5 or band2 = $6 or band3 = $7)
         order by looks.id limit ${MOST_CANDIDATES}`,
        [head, towers, given, ...bands],
      )
      return rows.map((row) => ({ ...keptOf(row), signature: row.signature }))
    },
    async keep({ hash, given, appearance, look }, { probability, kind }) {
      const bands = appearance?.bands ?? [null, null, null, null]
      const named = [towers, bytesOf(hash)]
      const kept = [...named, given, ...bands, appearance?.signature ?? null, JSON.stringify(look)]
      await sql.together([
        [KEEP, kept],
        [SCORE, [head, probability, kind, ...named]],
      ])
      const [{ id }] = await sql.rows<{ id: number }>(NUMBER, named)
      return id
    },
    score: (look, score) => scoreAll([{ look, ...score }]),
    scoreAll,
    unscored: (after, most) => sql.rows(UNSCORED, [head, towers, after, most]),
  }
}

/** Of a row that was joined with its score, where it has one. */
export function scoreIn({ probability, kind }: Pick<LookRow, 'probability' | 'kind'>): Score | null {
  return probability === null || kind === null ? null : { probability, kind }
}

function keptOf({ id, look, probability, kind }: LookRow): KeptLook {
  return { id, look: JSON.parse(look), score: scoreIn({ probability, kind }) }
}

function bytesOf(hash: string): Uint8Array {
  return Buffer.from(hash, 'hex')
}
