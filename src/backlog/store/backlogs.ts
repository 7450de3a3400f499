import { UserError } from '../../core/user-error.ts'
import type { Sql } from './sql.ts'
import type { Store } from './store.ts'

export function keepBacklogs(sql: Sql): Pick<Store, 'begin' | 'grow' | 'end' | 'backlogs'> {
  return {
    async begin(backlog, { path, version }) {
      await sql.rows(
        `insert into memeveil_backlogs (name, source, version, run, pictures, ended)
         values ($1, $2, $3, 0, 0, $4) on conflict do nothing`,
        [backlog, path, version, true],
      )
      const [{ source }] = await sql.rows<{ source: string }>('select source from memeveil_backlogs where name = $1', [
        backlog,
      ])
      if (source !== path)
        throw new UserError('usage', `the backlog ${backlog} is of ${source}: give this one another name by --backlog`)
      await sql.rows(
        `update memeveil_backlogs set run = run + 1, pictures = 0, ended = $1, version = $2
         where name = $3 and (ended = $4 or version <> $5)`,
        [false, version, backlog, true, version],
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
