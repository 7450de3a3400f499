import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parse } from 'yaml'

const WORKFLOWS = '.github/workflows'
const FORMS = '.github/ISSUE_TEMPLATE'
const read = (path: string) => readFileSync(path, 'utf8')
const { scripts, version, engines } = JSON.parse(read('package.json'))

interface Job {
  'continue-on-error'?: boolean
  needs?: string
  uses?: string
  permissions?: Record<string, string>
  steps?: { run?: string; uses?: string; with?: Record<string, unknown> }[]
}
interface Form {
  name: string
  description: string
  body: { type: string; id?: string; attributes: { label?: string; value?: string } }[]
}

const jobsOf = (name: string) => parse(read(`${WORKFLOWS}/${name}`)).jobs as Record<string, Job>
const stepsOf = ({ steps = [] }: Job) => steps

test.each(readdirSync(WORKFLOWS))('%s calls npm scripts that exist, on a Node that is enough', (name) => {
  const jobs = Object.values(jobsOf(name))
  const commands = jobs.flatMap((job) => stepsOf(job).flatMap((step) => step.run ?? [])).join('\n')
  const called = [...commands.matchAll(/npm (?:run )?(\S+)/g)].map(([, script]) => script)
  expect(called.filter((script) => !['ci', 'audit'].includes(script) && !(script in scripts))).toEqual([])
  expect(commands).toContain('npm run ')
  const nodes = jobs.flatMap((job) => stepsOf(job).flatMap((step) => step.with?.['node-version'] ?? []))
  expect(new Set(nodes)).toContain(engines.node.slice(2))
})

test("CI does every part of npm test, each in a job whose failure is the workflow's", () => {
  const jobs = Object.values(jobsOf('ci.yml')).filter((job) => !job['continue-on-error'])
  const commands = jobs.flatMap((job) => stepsOf(job).map((step) => step.run))
  const suites = Object.keys(scripts).filter((script) => script.startsWith('test:'))
  const parts = [...suites, 'lint'].map((script) => `npm run ${script}`)
  const towers = ['ruff format --check towers', 'ruff check towers', 'python -m pytest towers']
  expect([...parts, ...towers].filter((command) => !commands.includes(command))).toEqual([])
})

test('CI asks the registry for what is known against any package, and whether it was signed', () => {
  const commands = stepsOf(jobsOf('ci.yml').audit).map(({ run }) => run)
  expect(commands).toEqual(expect.arrayContaining(['npm audit --audit-level=high', 'npm audit signatures']))
})

test('nothing is released whose images are not pinned', () => {
  const commands = stepsOf(jobsOf('release.yml').package).map(({ run }) => run)
  expect(commands).toContain('npm run images -- --check')
})

test.each(readdirSync(WORKFLOWS))('%s pins every action by its commit, and says which version that is', (name) => {
  const uses = read(`${WORKFLOWS}/${name}`).match(/uses: .*/g) ?? []
  expect(uses.length).toBeGreaterThan(1)
  const pinned = /^uses: (?:[\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+|\.\/\.github\/workflows\/ci\.yml)$/
  expect(uses.filter((line) => !pinned.test(line))).toEqual([])
})

test('a release waits for every check, is packed twice to the same bytes, and bears all that was packed', () => {
  const { checks, package: packing, release } = jobsOf('release.yml')
  const commands = (job: Job) => stepsOf(job).flatMap(({ run }) => run ?? [])
  expect(checks.uses).toBe('./.github/workflows/ci.yml')
  expect([packing.needs, release.needs]).toEqual(['checks', 'package'])
  expect(commands(packing)).toContain('npm run package -- --check')
  expect(commands(release).join('\n')).toMatch(/sha256sum --check SHA256SUMS\n.*gh release create .* package\/\*$/)
  // it alone may write
  const whole = parse(read(`${WORKFLOWS}/release.yml`))
  expect([whole.permissions, packing.permissions, release.permissions]).toEqual([
    { contents: 'read' },
    undefined,
    { contents: 'write' },
  ])
})

test.each(readdirSync(FORMS).filter((name) => name !== 'config.yml'))(
  'the form %s warns of private pictures and asks for the version',
  (name) => {
    const form: Form = parse(read(`${FORMS}/${name}`))
    expect(form.name && form.description).toBeTruthy()
    const fields = form.body.filter((field) => field.type !== 'markdown')
    expect(fields.filter((field) => !field.id || !field.attributes.label)).toEqual([])
    expect(fields.map((field) => field.id)).toContain('version')
    expect(form.body[0].attributes.value).toMatch(/no private picture/)
  },
)

test('every form names the version of today, as an example', () => {
  const forms = readdirSync(FORMS).filter((name) => name !== 'config.yml')
  expect(forms.filter((name) => !read(`${FORMS}/${name}`).includes(`placeholder: "${version}"`))).toEqual([])
})

test("the change log's newest version is package.json's", () => {
  const versions = [...read('CHANGELOG.md').matchAll(/^## \[(\d.*?)\] - \d{4}-\d{2}-\d{2}$/gm)].map(([, v]) => v)
  expect(versions[0]).toBe(version)
})
