import { UserError } from '../../core/user-error.ts'
import { GoneError, type Sql } from './sql.ts'

/** Another layout of the tables is another version. */
const VERSION = 1

/**
 * looks: what reader and towers made of an input, a row a model. scores: what heads say of a look. items: what became
 * of each picture of a backlog. backlogs: which run over its source is the latest, and whether it is at its end.
 */
function tables({ dialect: { id, bytes, time, now } }: Sql): string[] {
  return [
    `create table if not exists memeveil_looks (
      id ${id}, towers text not null, hash ${bytes} not null, given text not null,
      band0 integer, band1 integer, band2 integer, band3 integer, signature ${bytes},
      look text not null, unique (towers, hash))`,
    ...[0, 1, 2, 3].map(
      (n) => `create index if not exists memeveil_looks_band${n} on memeveil_looks (band${n}, given, towers)`,
    ),
    `create table if not exists memeveil_scores (
      look integer not null, head text not null, probability real not null, kind text not null,
      primary key (head, look))`,
    `create table if not exists memeveil_items (
      backlog text not null, run integer not null, name text not null, place integer not null,
      version text not null, look integer, copy boolean not null, error text, kind text,
      at ${time} not null default ${now},
      primary key (backlog, run, name))`,
    'create index if not exists memeveil_items_place on memeveil_items (backlog, run, place, name)',
    `create table if not exists memeveil_backlogs (
      name text primary key, source text not null, version text not null, run integer not null,
      pictures integer not null, ended boolean not null)`,
  ]
}

/** Two that start at once make them once. Throws UserError for the tables of a newer MemeVeil. */
export async function prepare(sql: Sql): Promise<void> {
  const version = 'create table if not exists memeveil_version (version integer primary key)'
  // of two servers' processes that create at once, PostgreSQL lets one fail: by then the table is there
  for (const statement of [version, ...tables(sql)]) {
    await sql.rows(statement).catch((error) => {
      if (error instanceof UserError || error instanceof GoneError) throw error
      return sql.rows(statement)
    })
  }
  await sql.rows('insert into memeveil_version (version) values ($1) on conflict do nothing', [VERSION])
  const [{ version: found }] = await sql.rows<{ version: number }>(
    'select max(version) as version from memeveil_version',
  )
  if (found > VERSION)
    throw new UserError('usage', `the store is of a newer MemeVeil (its tables are version ${found}): update this one`)
}
