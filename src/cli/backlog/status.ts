import type { Command } from 'commander'
import { type BacklogStatus, type FleetStatus, statusOf } from '../../backlog/queue/status.ts'
import { harmless } from '../harmless.ts'
import { addFleetOptions, type FleetOptions, withFleet } from './fleet-options.ts'

interface Options extends FleetOptions {
  json?: boolean
}

export function addStatus(program: Command): void {
  const command = program
    .command('status')
    .description('how far a fleet is with its backlogs: progress, rate, time left, and what was set aside')
    .option('--json', 'for a program')
  addFleetOptions(command).action((options: Options) =>
    withFleet(options, async ({ queue, store }) => {
      const status = await statusOf(queue, store)
      console.log(options.json ? JSON.stringify(status) : statusText(status))
    }),
  )
}

/** In words, a line each. */
export function statusText({ backlogs, batches, paused, workers, setAside }: FleetStatus): string {
  const { wait = 0, prioritized = 0, active = 0, delayed = 0, failed = 0 } = batches
  const queue = [
    `${wait + prioritized} waiting, ${active} in hand, ${delayed} to be tried again, ${failed} set aside`,
    `${workers} worker${workers === 1 ? '' : 's'}${paused ? '; paused' : ''}`,
  ]
  return [
    ...(backlogs.length > 0 ? backlogs.map(backlogLine) : ['no backlog yet']),
    `batches: ${queue.join('; ')}`,
    ...setAside.flatMap(({ batch, reasons, error }) => {
      const why = Object.entries(reasons).map(([name, reason]) => `  ${harmless(name)}: ${harmless(reason)}`)
      return [`set aside, batch ${batch.slice(0, 12)}:`, ...(why.length > 0 ? why : [`  ${harmless(error)}`])]
    }),
  ].join('\n')
}

function backlogLine(status: BacklogStatus): string {
  const { name, run, pictures, whole, entries, failed, copies, lastMinute } = status
  const of = `${entries} of ${pictures}${whole ? '' : ' or more'} pictures`
  const counts = `${failed} not judged, ${copies} by a near copy`
  return `${harmless(name)}, run ${run}: ${of}; ${counts}; ${lastMinute} a minute${timeLeft(status)}`
}

/** Undone pictures at the last minute's rate. */
function timeLeft({ pictures, entries, lastMinute, whole }: BacklogStatus): string {
  const left = pictures - entries
  if (!whole) return ''
  if (left <= 0) return ', done'
  if (lastMinute === 0) return ''
  const minutes = Math.ceil(left / lastMinute)
  return minutes < 120 ? `, ${minutes} min left` : `, ${Math.round(minutes / 60)} h left`
}
