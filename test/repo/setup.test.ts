import { expect, test } from 'vitest'
import { isEnough } from '../../scripts/setup.mjs'

test.each([
  ['18.20.4', false],
  ['20.18.3', false],
  ['20.19.0', true],
  ['20.20.2', true],
  ['22.0.0', true],
])('Node %s: >=20.19 is %s', (version, expected) => expect(isEnough(version, '>=20.19')).toBe(expected))
