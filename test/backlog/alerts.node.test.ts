import { execFileSync } from 'node:child_process'
import { expect, test } from 'vitest'

/** Prometheus' own checker. */
const promtool = (...args: string[]) => execFileSync('promtool', args, { encoding: 'utf8' })

test('promtool finds no fault in the configuration and its rules', () =>
  expect(promtool('check', 'config', 'docker/prometheus.yml')).toContain('1 rule files found'))

test('alerts fire when they should, and else not', () =>
  expect(promtool('test', 'rules', 'test/fixtures/alerts.yml')).toContain('SUCCESS'))
