import type { Row } from '../../backlog/results/row.ts'
import type { Result } from '../../backlog/store/store.ts'
import { notJudged } from '../../core/decide.ts'
import { UserError } from '../../core/user-error.ts'
import { createOutcome, type Outcome } from '../outcome.ts'

/** Counts what became of a backlog's pictures while their rows are written. */
export function countResults(): { counted: Outcome; onRow(row: Row, result: Result): void } {
  const counted = createOutcome()
  return {
    counted,
    onRow: ({ prediction }, result) => (prediction ? counted.judged(prediction) : counted.notJudged(reasonOf(result))),
  }
}

function reasonOf({ error, look }: Result): UserError | null {
  const kind = error?.kind ?? (look && notJudged(look)?.kind)
  return kind ? new UserError(kind, '') : null
}
