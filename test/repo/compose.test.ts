import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { createProgram } from '../../src/cli/program.ts'
import { told } from '../fixtures/fleet-registries.ts'

interface Service {
  image?: string
  build?: string
  profiles: string[]
  networks: string[]
  ports?: string[]
  volumes?: string[]
  command?: string[]
  depends_on?: Record<string, unknown>
  environment?: Record<string, string>
  cap_drop?: string[]
  read_only?: boolean
  security_opt?: string[]
}

const read = (path: string) => readFileSync(path, 'utf8')
const compose = parse(read('docker-compose.yml'), { merge: true })
const services = compose.services as Record<string, Service>
const named = Object.entries(services)
const of = (profile: string) => named.filter(([, { profiles }]) => profiles.includes(profile)).map(([name]) => name)
const option = (name: string, flag: string) => {
  const command = services[name].command ?? []
  return command.includes(flag) ? command[command.indexOf(flag) + 1] : undefined
}

describe('profiles', () => {
  test('docker compose up starts the servers alone', () => {
    const [, chosen] = /^COMPOSE_PROFILES=(.*)$/m.exec(read('.env')) ?? []
    expect(of(chosen)).toEqual(['predict', 'proxy'])
  })

  test('--profile fleet starts no server', () =>
    expect(of('fleet')).toEqual(['board', 'grafana', 'postgres', 'prometheus', 'redis', 'worker']))

  test('every service has one, and needs only services of it, or of the fleet', () => {
    for (const [name, { profiles, depends_on = {} }] of named) {
      expect(profiles, name).toHaveLength(1)
      const known = [...of(profiles[0]), ...(profiles[0] === 'command' ? of('fleet') : [])]
      expect(Object.keys(depends_on).filter((needed) => !known.includes(needed))).toEqual([])
    }
  })
})

describe('what can be reached', () => {
  test("only the servers' port is open to other machines", () => {
    const open = named.filter(([, { ports = [] }]) => ports.some((port) => !port.startsWith('127.0.0.1:')))
    expect(open.map(([name]) => name)).toEqual(['proxy'])
  })

  test.each(['redis', 'postgres'])('%s has no port on this machine, and a network without a way out', (name) => {
    const { ports, networks } = services[name]
    expect(ports).toBeUndefined()
    expect(networks.map((network) => compose.networks[network])).toEqual([{ internal: true }])
  })

  test('no password is in the repository, and files for some are not taken into it', () => {
    const secrets = /(password|secret|key)\b/i
    for (const [name, { environment = {} }] of named)
      expect(
        Object.keys(environment).filter((key) => secrets.test(key)),
        name,
      ).toEqual([])
    const kept = execFileSync('git', ['check-ignore', 'docker/fleet.env', 'docker/bucket.env', 'pictures/a.jpg'])
    expect(kept.toString().trim().split('\n')).toHaveLength(3)
  })

  test.each(named.filter(([name]) => name !== 'proxy'))('%s may do little', (_, service) => {
    expect(service).toMatchObject({ cap_drop: ['ALL'], read_only: true, security_opt: ['no-new-privileges:true'] })
  })
})

test.each(named.filter(([, { image }]) => image))(
  '%s is of an image with a tag, and of nobody unknown',
  (_, { image }) => expect(image).toMatch(/^((prom|grafana)\/)?[a-z]+:v?\d+(\.\d+)*(-alpine)?(@sha256:[\da-f]{64})?$/),
)

test('what is mounted is there, or a volume, or the pictures', () => {
  const sources = named.flatMap(([, { volumes = [] }]) => volumes.map((volume) => volume.replace(/:\/.*/, '')))
  const missing = sources.filter(
    (source) => !(source.startsWith('./') ? existsSync(source) : source in compose.volumes),
  )
  expect(new Set(missing)).toEqual(new Set([PICTURES]))
})
// biome-ignore lint/suspicious/noTemplateCurlyInString: compose's own
const PICTURES = '${MEMEVEIL_PICTURES:-./pictures}'

test.each(named.filter(([, { command }]) => command?.includes('bin/memeveil')))(
  '%s has a command that there is',
  (_, s) => {
    const [, , name, ...rest] = s.command as string[]
    const known = createProgram().commands.find((one) => one.name() === name)
    const flags = rest.filter((word) => word.startsWith('--'))
    expect(known?.options.map(({ long }) => long)).toEqual(expect.arrayContaining(flags))
  },
)

test('workers read pictures below the folder where they are mounted', () =>
  expect(services.worker.volumes).toEqual([`${PICTURES}:${option('worker', '--root')}:ro`]))

interface Target {
  expr: string
}
interface Panel {
  title: string
  datasource: { uid: string }
  targets: Target[]
}

const dashboard = JSON.parse(read('docker/grafana/fleet.json'))
const panels = dashboard.panels as Panel[]
const rules = parse(read('docker/alerts.yml')).groups.flatMap((group: { rules: Target[] }) => group.rules) as Target[]
const scraped = parse(read('docker/prometheus.yml')).scrape_configs as {
  job_name: string
  dns_sd_configs?: { names: string[]; port: number }[]
  static_configs?: { targets: string[] }[]
}[]

test('Prometheus looks for each where it listens, by a network that both have', () => {
  const board = createProgram().commands.find((one) => one.name() === 'board')
  const listening = {
    worker: Number(option('worker', '--metrics')),
    board: board?.options.find(({ long }) => long === '--port')?.defaultValue,
  }
  const looked = scraped.map(({ dns_sd_configs: [{ names, port } = { names: [], port: 0 }] = [], static_configs }) => {
    const [host, number] = static_configs?.[0].targets[0].split(':') ?? [names[0], port]
    return [host, Number(number)]
  })
  expect(Object.fromEntries(looked)).toEqual(listening)
  expect(scraped.map(({ job_name }) => job_name)).toEqual(looked.map(([host]) => host))
  for (const name of [...Object.keys(listening), 'grafana']) {
    const shared = services[name].networks.filter((network) => services.prometheus.networks.includes(network))
    // with workers it shares just one: by two it would find each of them twice
    expect(shared).toContain('figures')
    if (name === 'worker') expect(shared).toEqual(['figures'])
  }
})

describe('what dashboard and alerts ask for', () => {
  /** Names and labels of what there is; of a histogram also what it is made of. */
  async function kinds(): Promise<Map<string, string[]>> {
    const known = new Map([
      ['up', ['job', 'instance']],
      ['ALERTS', ['alertname', 'alertstate']],
    ])
    for (const line of Object.values(await told())
      .join('\n')
      .split('\n')) {
      const [, name, labels = ''] = /^(\w+)(?:\{(.*)\})? /.exec(line) ?? []
      if (name)
        known.set(
          name,
          [...labels.matchAll(/(\w+)="/g)].map(([, label]) => label),
        )
    }
    return known
  }

  /** What is measured, and by which labels it is chosen. */
  const asked = (expr: string) =>
    [...expr.matchAll(/\b(memeveil_\w+|up|ALERTS)\b(?:\{(.*?)\})?/g)].map(([, name, labels = '']) => ({
      name,
      labels: [...labels.matchAll(/(\w+)(?:=~|!=|=)"/g)].map(([, label]) => label),
    }))

  const all = [...rules, ...panels.flatMap(({ targets }) => targets)].map(({ expr }) => expr)
  test.each(all)('%s', async (expr) => {
    const known = await kinds()
    expect(asked(expr).length).toBeGreaterThan(0)
    for (const { name, labels } of asked(expr)) {
      expect(known.has(name), name).toBe(true)
      expect(known.get(name)).toEqual(expect.arrayContaining(labels))
    }
    for (const [, job] of expr.matchAll(/job="(\w+)"/g)) expect(scraped.map(({ job_name }) => job_name)).toContain(job)
  })

  test('and nothing that is measured of a fleet is shown nowhere', async () => {
    const shown = new Set(all.flatMap(asked).map(({ name }) => name.replace('_bucket', '')))
    const families = Object.values(await told()).flatMap((text) => text.match(/(?<=^# TYPE )memeveil_\w+/gm) ?? [])
    expect(families.filter((family) => !shown.has(family))).toEqual([])
  })
})

test('every panel asks the data source that is set up, and has a place of its own', () => {
  const { datasources } = parse(read('docker/grafana/datasources.yml'))
  for (const { title, datasource } of panels) expect(datasource.uid, title).toBe(datasources[0].uid)
  expect(new Set(panels.map(({ title }) => title)).size).toBe(panels.length)
  expect(datasources[0].url).toBe('http://prometheus:9090')
})
