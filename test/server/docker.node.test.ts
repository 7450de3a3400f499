import { spawn } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { DockerfileParser, type Instruction } from 'dockerfile-ast'
import { validate } from 'dockerfile-utils'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { draw } from '../../demo/draw.ts'
import { run } from '../fixtures/command.ts'

/**
 * There is no Docker here: the Dockerfile's own COPY and RUN lines are done in empty folders, one a stage, and its own
 * CMD and HEALTHCHECK are run there. What that can't show is the base image.
 */
const dockerfile = readFileSync('Dockerfile', 'utf8')
const instructions = DockerfileParser.parse(dockerfile).getInstructions()
const root = mkdtempSync(join(tmpdir(), 'memeveil-docker-'))
const stages: { name: string; folder: string }[] = []
const stage = () => stages[stages.length - 1].folder
const last = (keyword: string) => instructions.findLast((i) => i.getKeyword() === keyword) as Instruction
const command = (instruction: Instruction) =>
  JSON.parse(instruction.getRawArgumentsContent()?.replace(/^[\s\S]*?(?=\[)/, '') ?? '') as string[]

function copy(instruction: Instruction): void {
  const words = instruction.getArguments().map((a) => a.getValue())
  const from = /--from=(\w+)/.exec(instruction.getTextContent())?.[1]
  const paths = words.filter((w) => !w.startsWith('--'))
  const source = from ? (stages.find((s) => s.name === from)?.folder as string) : process.cwd()
  const target = join(stage(), paths.pop() as string)
  for (const path of paths) {
    const inside = from ? path.replace(/^\/app\/?/, '') : path
    const whole = join(source, inside)
    // a file goes into a folder, a folder's content becomes the target
    cpSync(whole, statSync(whole).isDirectory() ? target : join(target, basename(inside)), { recursive: true })
  }
}

beforeAll(async () => {
  for (const instruction of instructions) {
    const content = instruction.getRawArgumentsContent() ?? ''
    if (instruction.getKeyword() === 'FROM') {
      const name = / AS (\w+)/i.exec(content)?.[1] ?? 'final'
      stages.push({ name, folder: join(root, name) })
      mkdirSync(stage())
    }
    if (instruction.getKeyword() === 'COPY') copy(instruction)
    if (instruction.getKeyword() !== 'RUN') continue
    const { status, err } = await run('sh', ['-c', content.replace(/\\\n/g, ' ')], { cwd: stage() })
    expect(status, err).toBe(0)
  }
}, 300_000)
afterAll(() => rmSync(root, { recursive: true, force: true }))

test('the Dockerfile has no fault that its validator knows', () => expect(validate(dockerfile)).toEqual([]))

test('docker-compose.yml has no fault that its linter knows', async () => {
  const { status, out } = await run('node_modules/.bin/dclint', ['--max-warnings', '0', 'docker-compose.yml'])
  expect([status, out.trim()]).toEqual([0, ''])
})

test('the image runs as an ordinary user, on the port that compose publishes', () => {
  expect(last('USER').getArgumentsContent()).toMatch(/^[1-9]\d*:[1-9]\d*$/)
  expect(last('EXPOSE').getArgumentsContent()).toBe('5000')
  expect(readFileSync('docker-compose.yml', 'utf8')).toContain(':5000:5000')
  expect(readFileSync('docker/nginx.conf', 'utf8')).toMatch(/listen 5000;[\s\S]*:5000;/)
})

test('what is copied is let through by .dockerignore', () => {
  const allowed = readFileSync('.dockerignore', 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('!'))
    .map((line) => line.slice(1))
  const copied = instructions
    .filter((i) => i.getKeyword() === 'COPY' && !i.getTextContent().includes('--from'))
    .flatMap((i) =>
      i
        .getArguments()
        .slice(0, -1)
        .map((a) => a.getValue()),
    )
  expect(copied.filter((path) => !allowed.some((a) => path === a || path.startsWith(`${a}/`)))).toEqual([])
})

test("the image's content is below 290 MB and has no package that only the extension needs", async () => {
  const { status, out, err } = await run('du', ['-sm', stage()])
  expect(status, err).toBe(0)
  const megabytes = Number(out.split('\t')[0])
  console.log(`the image adds ${megabytes} MB to its base`)
  expect(megabytes).toBeLessThan(290)
  for (const name of ['preact', 'vite', 'vega', 'playwright-core'])
    expect(existsSync(join(stage(), 'node_modules', name))).toBe(false)
})

test('its command answers a picture, its health check agrees, and SIGTERM ends it', async () => {
  const [program, ...args] = command(last('CMD'))
  const server = spawn(program, args, {
    cwd: stage(),
    env: { PATH: process.env.PATH, NODE_ENV: 'production' },
    stdio: 'pipe',
  })
  let output = ''
  for (const stream of [server.stdout, server.stderr]) stream.on('data', (chunk) => (output += chunk))
  const health = command(last('HEALTHCHECK'))
  const healthy = async () => (await run(health[0], health.slice(1))).status === 0
  try {
    expect(await healthy()).toBe(false)
    for (let i = 0; i < 100 && !(await healthy()); i++) await new Promise((resolve) => setTimeout(resolve, 200))
    expect(await healthy(), output).toBe(true)
    const form = new FormData()
    form.append(
      'image',
      new Blob([
        new Uint8Array(
          await draw({
            id: 'a',
            label: 'offensive',
            scene: 'road',
            top: 'Women are too stupid',
            bottom: 'to drive a car',
          }),
        ),
      ]),
    )
    const answer = await (await fetch('http://127.0.0.1:5000/predict', { method: 'POST', body: form })).json()
    expect(answer).toMatchObject({ prediction: 'Offensive' })
    const ended = new Promise((resolve) => server.once('exit', resolve))
    server.kill('SIGTERM')
    expect(await ended).toBe(0)
  } finally {
    server.kill('SIGKILL')
  }
})

/** What a fleet's services start there, without the fleet. */
test.each([
  ['work', 'no Redis answers'],
  ['board', 'no Redis answers'],
  // the embedded store brings a program of its own
  ['results archive --store kept.db --out archive.csv', 'there is no backlog archive'],
])('its memeveil %s has all that it needs', async (words, expected) => {
  // a store that holds nothing yet
  writeFileSync(join(stage(), 'kept.db'), '')
  const places = { MEMEVEIL_REDIS: 'redis://127.0.0.1:1', MEMEVEIL_STORE: 'kept.db' }
  const env = { PATH: process.env.PATH, ...places }
  const { err } = await run('node', ['bin/memeveil', ...words.split(' ')], { cwd: stage(), env })
  expect(err).toContain(expected)
})
