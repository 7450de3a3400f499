import { execFileSync, spawnSync } from 'node:child_process'
import { expect, test } from 'vitest'

/** Prometheus' own checker, of Debian's package "prometheus": it brings a server that starts, so nobody is made to. */
const isThere = spawnSync('promtool', ['--version']).status === 0

test.runIf(isThere).each([
  ['the configuration, with its rules', ['check', 'config', 'docker/prometheus.yml'], '1 rule files found'],
  ['when alerts fire, and when not', ['test', 'rules', 'test/fixtures/alerts.yml'], 'SUCCESS'],
])('promtool agrees with %s', (_, args, expected) =>
  expect(execFileSync('promtool', args, { encoding: 'utf8' })).toContain(expected),
)
