import type { Command } from 'commander'
import { describe, expect, test } from 'vitest'
import { createProgram } from '../../src/cli/program.ts'

/** A command's --help, as it is printed. */
function helpOf(command: Command): string {
  let help = ''
  command.configureOutput({ writeOut: (text) => void (help += text) })
  command.outputHelp()
  return help
}

/** The words of an example, as a shell takes them; what follows `>` or `)` is the shell's own. */
function wordsOf(line: string): string[] {
  const own = line.replace(/^source <\(/, '').replace(/[)>].*$/, '')
  return [...own.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain)
}

const names = createProgram().commands.map((command) => command.name())

describe.each(names)('memeveil %s --help', (name) => {
  const command = createProgram().commands.find((one) => one.name() === name) as Command
  const [, examples = ''] = helpOf(command).split('\nExamples:\n')
  const lines = examples.split('\n').filter((line) => line.includes('memeveil'))

  test('has examples', () => expect(lines.length).toBeGreaterThan(0))

  test.each(lines.map((line) => line.trim()))('%s', async (line) => {
    const program = createProgram()
    const done: string[] = []
    for (const one of program.commands) {
      one.exitOverride().configureOutput({ writeErr: () => {} })
      one.action(() => void done.push(one.name()))
    }
    const [own, ...args] = wordsOf(line)
    await program.parseAsync(args, { from: 'user' })
    expect([own, done]).toEqual(['memeveil', [name]])
  })
})

test('an example that does not parse would be found', async () => {
  const program = createProgram()
  for (const one of program.commands) one.exitOverride().configureOutput({ writeErr: () => {} })
  await expect(program.parseAsync(wordsOf('predict a.jpg --nothing'), { from: 'user' })).rejects.toThrow(/--nothing/)
})

test.each(['', 'predict'])('the exit statuses are told by --help of "%s"', (name) => {
  const program = createProgram()
  expect(helpOf(program.commands.find((one) => one.name() === name) ?? program)).toMatch(
    /^ {2}2 {4}it was done, but some/m,
  )
})
