import { readdirSync, readFileSync } from 'node:fs'
import { basename } from 'node:path'

/** A process and the memory that it takes, in megabytes. Linux alone tells them. */
export interface Process {
  /** What it is for: `extension`, `pages`, `judges`, or what its program calls itself. */
  kind: string
  resident: number
  /** What it holds itself (PSS without mapped files): its program's code is in memory once for all who run it. */
  own: number
}

/** All that this process has started, and what those have. */
export function processesBelow(root = process.pid): Process[] {
  const parents = new Map(pids().map((pid) => [pid, parentOf(pid)]))
  const isBelow = (pid: number | undefined): boolean =>
    pid !== undefined && (parents.get(pid) === root || isBelow(parents.get(pid)))
  return [...parents.keys()].filter(isBelow).flatMap((pid) => measured(pid) ?? [])
}

const pids = () => readdirSync('/proc').map(Number).filter(Number.isInteger)

/** Empty where the process has ended meanwhile. */
function read(pid: number, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8')
  } catch {
    return ''
  }
}

/** The field behind the program's name and the state (proc_pid_stat(5)); a name may hold brackets. */
function parentOf(pid: number): number | undefined {
  const [, parent] = /.*\) \S (\d+) /s.exec(read(pid, 'stat')) ?? []
  return parent === undefined ? undefined : Number(parent)
}

function measured(pid: number): Process | undefined {
  const table = read(pid, 'smaps_rollup')
  const megabytes = (name: string) => Number(new RegExp(`^${name}: +(\\d+) kB`, 'm').exec(table)?.[1]) / 1024
  // it may end meanwhile
  if (!table) return undefined
  // Chromium writes its arguments with spaces between
  const args = read(pid, 'cmdline').split(/[\0 ]/)
  const kind = kindOf(args, read(pid, 'comm').trim())
  if (kind === '') return undefined
  return { kind, resident: megabytes('Rss'), own: megabytes('Pss_Anon') + megabytes('Pss_Shmem') }
}

function kindOf(args: string[], name: string): string {
  const type = args.find((arg) => arg.startsWith('--type='))?.slice('--type='.length)
  if (args.includes('--extension-process')) return 'extension'
  if (type) return type === 'renderer' ? 'pages' : type
  // Firefox names its processes by what they are for
  if (args.includes('-contentproc')) return name
  return args.some((arg) => arg.endsWith('/worker.mjs')) ? 'judges' : basename(args[0])
}
