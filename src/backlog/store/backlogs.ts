import type { Sql } from './sql.ts'
import type { Store } from './store.ts'

export function keepBacklogs(sql: Sql): Pick<Store, 'begin' | 'grow' | 'end' | 'backlogs'> {
  return {
    async begin(backlog) {
      await sql.rows(
        'insert into memeveil_backlogs (name, run, pictures, ended) values ($1, 0, 0, $2) on conflict do nothing',
        [backlog, true],
      )
      await sql.rows(
        'update memeveil_backlogs set run = run + 1, pictures = 0, ended = $1 where name = $2 and ended = $3',
        [false, backlog, true],
      )
      const [{ run }] = await sql.rows<{ run: number }>('select run from memeveil_backlogs where name = $1', [backlog])
      return run
    },
    async grow(backlog, run, pictures) {
      await sql.rows('update memeveil_backlogs set pictures = $1 where name = $2 and run = $3 and pictures < $4', [
        pictures,
        backlog,
        run,
        pictures,
      ])
    },
    async backlogs() {
      const rows = await sql.rows<{ name: string; run: number; pictures: number; ended: boolean | number }>(
        'select name, run, pictures, ended from memeveil_backlogs order by name',
      )
      return rows.map((row) => ({ ...row, ended: Boolean(row.ended) }))
    },
    async end(backlog, run) {
      await sql.rows('update memeveil_backlogs set ended = $1 where name = $2 and run = $3', [true, backlog, run])
    },
  }
}
