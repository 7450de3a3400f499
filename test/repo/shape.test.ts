import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { parseSync } from '@swc/core'
import { expect, test } from 'vitest'

const MOST_LINES = 50
const MOST_COLUMNS = 120

const tracked = execFileSync('git', ['ls-files', '-z'], { encoding: 'utf8' }).split('\0')
const named = (...ends: string[]) => tracked.filter((path) => ends.some((end) => path.endsWith(end)))
const FUNCTIONS = [
  'FunctionDeclaration',
  'FunctionExpression',
  'ArrowFunctionExpression',
  'ClassMethod',
  'PrivateMethod',
]
const ALSO = ['Constructor', 'MethodProperty', 'GetterProperty', 'SetterProperty']

interface Node {
  type?: string
  span?: { start: number; end: number }
  [key: string]: unknown
}

/** `describe(…)`, `describe.each(…)(…)`: a list of tests, not a function. */
function isListOfTests(node: Node): boolean {
  if (node.type === 'Identifier') return node.value === 'describe'
  const callee = (node.callee ?? node.object) as Node | undefined
  return callee !== undefined && isListOfTests(callee)
}

/** Lines of every function in a file, the inner ones counted with the outer. */
function* functionsOf(node: Node, lineAt: (offset: number) => number): Generator<{ line: number; lines: number }> {
  const { type = '', span } = node
  if (span && [...FUNCTIONS, ...ALSO].includes(type)) {
    yield { line: lineAt(span.start), lines: lineAt(span.end) - lineAt(span.start) + 1 }
  }
  const inner = Object.entries(node).filter(([key]) => key !== 'span' && key !== 'ctxt')
  for (const [key, value] of inner) {
    for (const child of Array.isArray(value) ? value : [value]) {
      if (!child || typeof child !== 'object') continue
      const argument = key === 'arguments' && isListOfTests(node) ? (child.expression?.body as Node) : (child as Node)
      yield* functionsOf(argument ?? child, lineAt)
    }
  }
}

function longFunctions(path: string): string[] {
  const source = readFileSync(path)
  const ast = parseSync(source.toString(), {
    syntax: 'typescript',
    tsx: path.endsWith('x'),
    target: 'esnext',
  }) as unknown as Node
  // swc counts bytes, and from wherever the file before ended
  const first = (ast.span as { start: number }).start
  const lead = source.toString().search(/\S/)
  const lineAt = (offset: number) =>
    source
      .subarray(0, Math.max(0, offset - first + lead))
      .toString()
      .split('\n').length
  return [...functionsOf(ast, lineAt)]
    .filter(({ lines }) => lines > MOST_LINES)
    .map(({ line, lines }) => `${path}:${line} has ${lines} lines`)
}

test(`no function has more than ${MOST_LINES} lines`, () => {
  expect(named('.ts', '.tsx', '.mjs').flatMap(longFunctions)).toEqual([])
})

/** Rows of tables can't be broken; docs/EXPERIMENT.md is written by a command. */
const UNBREAKABLE = /^\s*\|/
const GENERATED = ['docs/EXPERIMENT.md']

function longLines(path: string): string[] {
  const isLong = (line: string) => [...line].length > MOST_COLUMNS && !UNBREAKABLE.test(line)
  const lines = readFileSync(path, 'utf8').split('\n')
  return lines.flatMap((line, i) => (isLong(line) ? [`${path}:${i + 1}`] : []))
}

test(`no line is longer than ${MOST_COLUMNS} columns`, () => {
  const texts = named('.ts', '.tsx', '.mjs', '.cjs', '.py', '.css', '.html', '.yml', '.md', '.txt', '.ci/run')
  expect(texts.filter((path) => !GENERATED.includes(path)).flatMap(longLines)).toEqual([])
})
