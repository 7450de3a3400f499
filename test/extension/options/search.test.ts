// @vitest-environment happy-dom
import { expect, test } from 'vitest'
import { filterRows, matches } from '../../../src/extension/options/search.ts'

test.each([
  ['Cover pictures until they are checked', '', true],
  ['Cover pictures until they are checked', 'cover', true],
  ['Cover pictures until they are checked', 'CHECK cov', true],
  ['Cover pictures until they are checked', 'cover sites', false],
  ['Écran, Größe', 'ecran grosse', false],
  ['Écran, Größe', 'ecran  große', true],
])('in "%s", "%s" is found: %s', (text, query, found) => expect(matches(text, query)).toBe(found))

const PAGE = `
  <section id="looks"><h2>Looks</h2><div data-row="effect">Blurred</div>
    <div data-row="first">Cover first</div></section>
  <section id="sites"><h2>Sites</h2><div data-row="table">Cover on example.org</div></section>`

/** The rows and sections that are still there. */
function left(query: string): [number, string] {
  document.body.innerHTML = PAGE
  const count = filterRows(document, query)
  const seen = [...document.querySelectorAll<HTMLElement>('section, [data-row]')].filter((part) => !part.hidden)
  return [count, seen.map((part) => part.id || part.dataset.row).join()]
}

test.each([
  ['', 3, 'looks,effect,first,sites,table'],
  ['cover', 2, 'looks,first,sites,table'],
  ['looks', 2, 'looks,effect,first'],
  ['looks cover', 1, 'looks,first'],
  ['nothing of this', 0, ''],
])('"%s" leaves %i rows: %s', (query, count, seen) => expect(left(query)).toEqual([count, seen]))

test('an empty query brings back what another hid', () => {
  left('nothing of this')
  expect(filterRows(document, ' ')).toBe(3)
  expect(document.querySelector('[hidden]')).toBeNull()
})

test('a section whose rows are still to come is there for a query that its title matches, so for none at all', () => {
  document.body.innerHTML = '<section id="corrections"><h2>Corrections</h2></section>'
  const section = document.getElementById('corrections') as HTMLElement
  const hidden = ['', 'correct', 'cover'].map((query) => {
    filterRows(document, query)
    return section.hidden
  })
  expect(hidden).toEqual([false, false, true])
})

test('a row in another one is found, counted and hidden with it', () => {
  document.body.innerHTML = `<section id="privacy"><h2>Privacy</h2>
    <div data-row="synced"><div data-row="sync">Sync settings</div>It failed</div></section>`
  const isHidden = () => document.querySelector('[data-row=sync]')?.closest('[hidden]') !== null
  const found = ['sync', 'failed', 'nothing of this'].map((query) => [filterRows(document, query), isHidden()])
  expect(found).toEqual([
    [1, false],
    [1, false],
    [0, true],
  ])
})
