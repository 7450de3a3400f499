import { expect, test } from 'vitest'
import { namesAsWords, namesIn } from '../../../src/core/words/names.ts'

test.each([
  ['@SendThemBack', 'Send Them Back'],
  ['@send_them_back2', 'send them back 2'],
  ['we like @some.body and @others so much', 'we like some body and others so much'],
  ['www.send-them.com/all-of/them', 'send them all of them'],
  ['SENDTHEMBACK.ORG', 'SENDTHEMBACK'],
])('a name is read as words: %s', (text, words) => expect(namesAsWords(text)).toBe(words))

test.each(['hi @USER', 'me@example.org', 'e.g. this.is.fine', 'https://t.co/x', 'half past 3.30', ''])(
  '"%s" holds no name',
  (text) => expect([namesAsWords(text), namesIn(text)]).toEqual([null, '']),
)

test('the names of a line are told apart from the rest of it', () => {
  expect(namesIn('@some.body_1 · 3h · memes-of-ours.net')).toBe('@some.body_1 memes-of-ours.net')
})
