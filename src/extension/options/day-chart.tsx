import { say } from '../../runtime/browser/say.ts'
import { axisTop, type Row } from './chart.ts'
import { dayTitle } from './day-title.ts'

const [WIDTH, HEIGHT, LEFT, BOTTOM, TOP] = [600, 150, 60, 22, 16]

/** Bars of what was checked, by day, each with its part that was veiled. A table beside it says the same in words. */
export function DayChart({ rows }: { rows: Row[] }) {
  const top = axisTop(rows)
  const step = (WIDTH - LEFT) / rows.length
  const y = (count: number) => HEIGHT - BOTTOM - (count / top) * (HEIGHT - BOTTOM - TOP)
  const bar = (i: number, count: number, kind: string) => (
    <rect
      class={kind}
      x={LEFT + i * step + step * 0.15}
      y={y(count)}
      width={step * 0.7}
      height={HEIGHT - BOTTOM - y(count)}
    />
  )
  return (
    <svg class="chart" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true" direction="ltr">
      {[0, top].map((count) => (
        <g key={count}>
          <line x1={LEFT} x2={WIDTH} y1={y(count)} y2={y(count)} />
          <text x={LEFT - 6} y={y(count) + 4} text-anchor="end">
            {say.value(count)}
          </text>
        </g>
      ))}
      {rows.map(({ name, checked, veiled }, i) => (
        <g key={name} data-day={name}>
          {bar(i, checked, 'checked')}
          {bar(i, veiled, 'veiled')}
        </g>
      ))}
      <text x={LEFT} y={HEIGHT - 4}>
        {dayTitle(rows[0].name)}
      </text>
      <text x={WIDTH} y={HEIGHT - 4} text-anchor="end">
        {dayTitle(rows[rows.length - 1].name)}
      </text>
    </svg>
  )
}
