import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'

/** `memeveil serve` in a process of its own, on a free port. */
export interface ServerProcess {
  address: string
  process: ChildProcess
  /** What it has logged so far. */
  log(): string
  /** Sends SIGTERM and resolves with the exit code. */
  stop(): Promise<number | null>
}

export async function startServer(...args: string[]): Promise<ServerProcess> {
  const child = spawn(process.execPath, ['bin/memeveil', 'serve', '--host', '127.0.0.1', '--port', '0', ...args])
  let log = ''
  const port = await new Promise<string>((resolve, reject) => {
    const read = (chunk: Buffer) => {
      log += chunk
      const [, found] = /listening at http:\/\/127\.0\.0\.1:(\d+)/.exec(log) ?? []
      if (found) resolve(found)
    }
    child.stdout.on('data', read)
    child.stderr.on('data', read)
    child.once('exit', (code) => reject(new Error(`memeveil serve ended with ${code}: ${log}`)))
  })
  return {
    address: `http://127.0.0.1:${port}`,
    process: child,
    log: () => log,
    async stop() {
      if (child.exitCode !== null) return child.exitCode
      const ended = once(child, 'exit')
      child.kill('SIGTERM')
      return (await ended)[0]
    },
  }
}
