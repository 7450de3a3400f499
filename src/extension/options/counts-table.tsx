import { say } from '../../runtime/browser/say.ts'
import { Scrolled } from '../ui/scrolled.tsx'
import { axisTop, type Row } from './chart.ts'

/** A row's counts as a bar, for those who see. */
function Bar({ checked, veiled, top }: Row & { top: number }) {
  return (
    <svg class="chart bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
      <rect class="checked" width={(100 * checked) / top} height="10" />
      <rect class="veiled" width={(100 * veiled) / top} height="10" />
    </svg>
  )
}

interface TableProps {
  rows: Row[]
  caption: string
  /** What the rows are named by. */
  named: string
  /** How a row's name is shown. */
  title(name: string): string
  withBars?: boolean
}

/** What was checked and veiled, in numbers. */
export function CountsTable({ rows, caption, named, title, withBars }: TableProps) {
  const top = axisTop(rows)
  return (
    <Scrolled label={caption}>
      <table>
        <caption>{caption}</caption>
        <thead>
          <tr>
            <th scope="col">{named}</th>
            <th scope="col" class="number">
              {say('count_checked')}
            </th>
            <th scope="col" class="number">
              {say('count_veiled')}
            </th>
            {withBars && <td />}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.name} data-counts={row.name}>
              <th scope="row">{title(row.name)}</th>
              <td class="number">{say.value(row.checked)}</td>
              <td class="number">{say.value(row.veiled)}</td>
              {withBars && (
                <td>
                  <Bar {...row} top={top} />
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </Scrolled>
  )
}
