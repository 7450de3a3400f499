import { Argument, type Command, type Option } from 'commander'

/** What can be typed behind a command: its options, and what an option takes. */
interface Completed {
  name: string
  about: string
  /** What its first argument may be; files where that isn't known. */
  choices: readonly string[]
  options: { flags: string[]; about: string; takes: 'nothing' | 'anything' | readonly string[] }[]
}

const SHELLS = ['bash', 'zsh', 'fish'] as const
type Shell = (typeof SHELLS)[number]

/**
 * Scripts are made of commander's own command tree, and ask nobody when the key is pressed: the libraries for this
 * start the program each time, which takes a second here.
 */
export function addCompletion(program: Command): void {
  program
    .command('completion')
    .description('print what makes a shell complete commands, options and their values')
    .addArgument(new Argument('<shell>', 'which shell').choices(SHELLS))
    .action((shell: Shell) => void process.stdout.write(completionScript(program, shell)))
}

export function completionScript(program: Command, shell: Shell): string {
  const commands = program.commands.map(completed)
  return { bash, zsh, fish }[shell](commands)
}

function completed(command: Command): Completed {
  const options = command.createHelp().visibleOptions(command).map(completedOption)
  const choices = command.registeredArguments[0]?.argChoices ?? []
  return { name: command.name(), about: command.description(), choices, options }
}

function completedOption({
  long,
  short,
  description,
  argChoices,
  required,
  optional,
}: Option): Completed['options'][0] {
  const flags = [short, long].filter((flag) => flag !== undefined && flag !== null)
  return { flags, about: description, takes: argChoices ?? (required || optional ? 'anything' : 'nothing') }
}

/** In single quotes, where bash, zsh and fish take everything as it stands. */
const quoted = (text: string) => `'${text.replaceAll('\\', '').replaceAll("'", '’')}'`

/** Where nothing is known, files are. */
function bash(commands: Completed[]): string {
  const cases = commands.flatMap(({ name, choices, options }) => [
    `    *:${name}) case $before in`,
    ...options.flatMap(({ flags, takes }) => {
      if (takes === 'nothing') return []
      const what = takes === 'anything' ? 'files=yes' : `words=${quoted(takes.join(' '))}`
      return `      ${flags.join('|')}) ${what} ;;`
    }),
    `      *) if [[ $typed == -* ]]; then words=${quoted(options.flatMap(({ flags }) => flags).join(' '))}`,
    `         else ${choices.length > 0 ? `words=${quoted(choices.join(' '))}` : 'files=yes'}; fi ;;`,
    '      esac ;;',
  ])
  return `_memeveil() {
  local typed=\${COMP_WORDS[COMP_CWORD]} before=\${COMP_WORDS[COMP_CWORD - 1]} words='' files=''
  case $COMP_CWORD:\${COMP_WORDS[1]} in
    1:*) words=${quoted(commands.map(({ name }) => name).join(' '))} ;;
${cases.join('\n')}
  esac
  COMPREPLY=($(compgen -W "$words" -- "$typed"))
  if [[ $files ]]; then compopt -o default; fi
}
complete -F _memeveil memeveil
`
}

function zsh(commands: Completed[]): string {
  const plain = (text: string) => text.replaceAll(/[[\]:]/g, ' ')
  const cases = commands.map(({ name, choices, options }) => {
    const rest = choices.length > 0 ? `:value:(${choices.join(' ')})` : '*:file:_files'
    const specs = options.flatMap(({ flags, about, takes }) => {
      const value = takes === 'nothing' ? '' : takes === 'anything' ? ':value:_files' : `:value:(${takes.join(' ')})`
      return flags.map((flag) => quoted(`${flag}[${plain(about)}]${value}`))
    })
    return `    ${name}) _arguments ${[...specs, quoted(rest)].join(' ')} ;;`
  })
  return `#compdef memeveil
_memeveil() {
  local -a names=(${commands.map(({ name, about }) => quoted(`${name}:${plain(about)}`)).join(' ')})
  if (( CURRENT == 2 )); then _describe command names; return; fi
  local name=$words[2]
  shift words
  (( CURRENT-- ))
  case $name in
${cases.join('\n')}
  esac
}
if [[ $funcstack[1] == _memeveil ]]; then _memeveil "$@"; else compdef _memeveil memeveil; fi
`
}

function fish(commands: Completed[]): string {
  const lines = commands.flatMap(({ name, about, choices, options }) => {
    const within = `complete -c memeveil -n '__fish_seen_subcommand_from ${name}'`
    return [
      `complete -c memeveil -f -n __fish_use_subcommand -a ${name} -d ${quoted(about)}`,
      ...(choices.length > 0 ? [`${within} -f -a ${quoted(choices.join(' '))}`] : []),
      ...options.map(({ flags, about, takes }) => {
        const names = flags.map((flag) => (flag.startsWith('--') ? `-l ${flag.slice(2)}` : `-s ${flag.slice(1)}`))
        const value = takes === 'nothing' ? '' : takes === 'anything' ? ' -r -F' : ` -x -a ${quoted(takes.join(' '))}`
        return `${within} ${names.join(' ')}${value} -d ${quoted(about)}`
      }),
    ]
  })
  return `${lines.join('\n')}\n`
}
