import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'

interface Locked {
  version: string
  resolved?: string
  integrity?: string
  link?: boolean
  license?: string
  deprecated?: string
  hasInstallScript?: boolean
}

const json = (path: string) => JSON.parse(readFileSync(path, 'utf8'))
const { allowScripts, dependencies, devDependencies, overrides } = json('package.json')
const { '': _, ...packages }: Record<string, Locked> = json('package-lock.json').packages
const nameOf = (path: string) => path.replace(/^.*node_modules\//, '')
const locked = Object.entries(packages).map(([path, one]) => ({ ...one, path, name: nameOf(path) }))
const wrong = (is: (one: (typeof locked)[number]) => unknown) => locked.filter(is).map(({ path }) => path)

/** With their texts beside them these may be used; LGPL is libvips, which sharp loads as a library of its own. */
const LICENCES = [
  'MIT',
  'ISC',
  '0BSD',
  'BSD',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'Apache-2.0',
  'MPL-2.0',
  'LGPL-3.0-or-later',
  'BlueOak-1.0.0',
  'Python-2.0',
  'CC0-1.0',
  'Unlicense',
  'Zlib',
]

/** An SPDX expression of one level: all of "AND", or one of "OR". */
function isAllowed(expression: string): boolean {
  const alternatives = expression.replace(/^\((.*)\)$/, '$1').split(' OR ')
  return alternatives.some((one) => one.split(' AND ').every((licence) => LICENCES.includes(licence)))
}

test.each([
  ['MIT', true],
  ['(MIT OR GPL-3.0-or-later)', true],
  ['Apache-2.0 AND LGPL-3.0-or-later', true],
  ['MIT AND GPL-3.0-or-later', false],
  ['SEE LICENSE IN LICENSE', false],
])('the licence %s is allowed: %s', (expression, allowed) => expect(isAllowed(expression)).toBe(allowed))

describe(`all ${locked.length} packages of the lock file`, () => {
  test('come from the registry, by a hash of their own', () => {
    expect(locked.length).toBeGreaterThan(500)
    expect(wrong(({ integrity }) => !/^sha512-[\w+/]{86}==$/.test(integrity ?? ''))).toEqual([])
    expect(
      wrong(({ resolved, link }) => link || (resolved && !resolved.startsWith('https://registry.npmjs.org/'))),
    ).toEqual([])
    const hashes = new Map(locked.map(({ name, version, integrity }) => [`${name}@${version}`, integrity]))
    expect(wrong(({ name, version, integrity }) => hashes.get(`${name}@${version}`) !== integrity)).toEqual([])
  })

  test('run no script at their installation but those that somebody has decided on', () => {
    const scripted = [...new Set(locked.filter((one) => one.hasInstallScript).map(({ name }) => name))]
    expect(Object.keys(allowScripts).sort()).toEqual(scripted.sort())
    expect(Object.keys(allowScripts).filter((name) => allowScripts[name])).toEqual(['esbuild'])
  })

  test('have a licence that somebody has looked at', () => {
    expect(wrong(({ license }) => !isAllowed(license ?? ''))).toEqual([])
  })

  test('are still kept up by their makers', () => expect(wrong(({ deprecated }) => deprecated)).toEqual([]))
})

test('what is asked for is one version, which is the locked one', () => {
  const asked: Record<string, string> = { ...dependencies, ...devDependencies }
  expect(
    Object.entries(asked).filter(([name, version]) => packages[`node_modules/${name}`]?.version !== version),
  ).toEqual([])
  expect(packages['node_modules/oxc-parser'].version).toBe(overrides['oxc-parser'])
})
