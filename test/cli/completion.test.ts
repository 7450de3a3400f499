import { execFileSync, spawnSync } from 'node:child_process'
import { describe, expect, test } from 'vitest'
import { completionScript } from '../../src/cli/completion.ts'
import { createProgram } from '../../src/cli/program.ts'

const has = (shell: string) => spawnSync(shell, ['-c', 'true']).status === 0
const script = (shell: 'bash' | 'zsh' | 'fish') => completionScript(createProgram(), shell)

/** What bash offers for a line whose last word is being typed. */
function offered(...words: string[]): string[] {
  const line = ['memeveil', ...words].map((word) => `'${word}'`).join(' ')
  const asked = `${script('bash')}
    compopt() { offers=FILES; }
    COMP_WORDS=(${line}) COMP_CWORD=${words.length}
    _memeveil
    printf '%s\\n' "\${COMPREPLY[@]}" "$offers"`
  const out = execFileSync('bash', ['--norc', '-c', asked], { encoding: 'utf8' })
  return out.split('\n').filter((word) => word !== '')
}

describe.runIf(has('bash'))('bash', () => {
  test('offers the commands', () => {
    expect(offered('')).toEqual(createProgram().commands.map((command) => command.name()))
    expect(offered('p')).toEqual(['predict', 'product-head'])
  })

  test.each<[string[], string[]]>([
    [['predict', '--le'], ['--level']],
    [
      ['predict', '--level', ''],
      ['gentle', 'balanced', 'strict'],
    ],
    [['serve', '--level', 's'], ['strict']],
    [['serve', '--no'], ['--no-ui']],
    [['evaluate', '--missing-image', 't'], ['text-only']],
    [
      ['completion', ''],
      ['bash', 'zsh', 'fish'],
    ],
  ])('of %j offers %j', (words, expected) => expect(offered(...words)).toEqual(expected))

  test.each([[['predict', '']], [['predict', '--csv', '']], [['predict', '--level', 'strict', 'm']]])(
    'of %j offers files',
    (words) => expect(offered(...words)).toContain('FILES'),
  )

  test('is registered for memeveil', () => {
    const out = execFileSync('bash', ['--norc', '-c', `${script('bash')}\ncomplete -p memeveil`], { encoding: 'utf8' })
    expect(out).toBe('complete -F _memeveil memeveil\n')
  })
})

describe.each(['zsh', 'fish'] as const)('%s', (shell) => {
  test('is told every command and option', () => {
    const text = script(shell)
    for (const command of createProgram().commands) {
      expect(text).toContain(command.name())
      for (const { long } of command.options) expect(text).toContain(shell === 'fish' ? `-l ${long?.slice(2)} ` : long)
    }
  })

  test('has no quote that is left open', () => {
    expect((script(shell).match(/'/g) ?? []).length % 2).toBe(0)
  })

  test.runIf(has(shell))('finds no fault in it', () => {
    expect(spawnSync(shell, ['-n'], { input: script(shell), encoding: 'utf8' })).toMatchObject({
      status: 0,
      stderr: '',
    })
  })
})
