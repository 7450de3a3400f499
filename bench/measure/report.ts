import { mkdirSync, writeFileSync } from 'node:fs'
import { cpus, loadavg, totalmem } from 'node:os'

/** What it was measured on; a load above 0 before a bench began says that the machine was shared. */
function machine() {
  const cores = cpus()
  return {
    cpu: cores[0]?.model.trim(),
    cores: cores.length,
    memory: `${Math.round(totalmem() / 2 ** 30)} GB`,
    node: process.version,
    system: `${process.platform} ${process.arch}`,
    load: loadavg()[0],
  }
}

const before = machine()

/** Prints the table, and writes it with the machine to out/bench/NAME.json; `raw` is kept there too. */
export function report(name: string, rows: object[], raw?: unknown): void {
  console.table(rows)
  const { cpu, cores, memory, node, system, load } = before
  console.log(`${cores} × ${cpu}, ${memory}, ${system}, Node ${node}; load ${load.toFixed(1)} before`)
  mkdirSync('out/bench', { recursive: true })
  writeFileSync(`out/bench/${name}.json`, `${JSON.stringify({ name, machine: before, rows, raw }, null, 2)}\n`)
}
