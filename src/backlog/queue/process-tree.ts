import { readdir, readFile } from 'node:fs/promises'

/** What this process and all that it has started use. */
export interface Usage {
  /** Memory, in bytes. */
  memory: number
  /** Time on cores, in seconds; of processes that have ended, too. */
  seconds: number
}

interface Process {
  pid: number
  parent: number
  usage: Usage
}

/** By which Linux tells programs of time, on every machine. */
const TICKS_PER_SECOND = 100

/** By Linux' /proc; undefined where there is none. */
export async function usageOfTree(root: number): Promise<Usage | undefined> {
  const names = await readdir('/proc').catch(() => [])
  const found = await Promise.all(names.filter((name) => /^\d+$/.test(name)).map(processOf))
  const processes = found.filter((one) => one !== undefined)
  const tree = new Set([root])
  for (let before = 0; before < tree.size; ) {
    before = tree.size
    for (const { pid, parent } of processes) if (tree.has(parent)) tree.add(pid)
  }
  const usages = processes.filter(({ pid }) => tree.has(pid)).map(({ usage }) => usage)
  if (usages.length === 0) return undefined
  return usages.reduce((sum, { memory, seconds }) => ({
    memory: sum.memory + memory,
    seconds: sum.seconds + seconds,
  }))
}

async function processOf(name: string): Promise<Process | undefined> {
  try {
    const read = (file: string) => readFile(`/proc/${name}/${file}`, 'utf8')
    const [stat, status] = await Promise.all([read('stat'), read('status')])
    return { pid: Number(name), ...processFrom(stat, status) }
  } catch {
    return undefined // it has ended meanwhile
  }
}

/** From the files `stat` and `status` of one: proc_pid_stat(5), proc_pid_status(5). */
export function processFrom(stat: string, status: string): Omit<Process, 'pid'> {
  // a program's name, in brackets, may have any sign; the state, the third field, follows it
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  // its own time, and that of its children which have ended, in user and in kernel mode
  const ticks = fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0)
  // a kernel's own process has no memory
  const [, kilobytes = '0'] = /^VmRSS:\s+(\d+) kB$/m.exec(status) ?? []
  return {
    parent: Number(fields[1]),
    usage: { memory: Number(kilobytes) * 1024, seconds: ticks / TICKS_PER_SECOND },
  }
}
