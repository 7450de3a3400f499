import { expect, test } from 'vitest'
import { isAside } from '../../../src/core/reading/asides.ts'

test.each([
  '@somebody',
  '@some.body_1 · 3h',
  '10:32 AM · May 5, 2020 · Twitter for iPhone',
  '3:01 PM - 12 May 2018',
  'Yesterday at 5:30 PM',
  '5/12/2019',
  '3h',
  '5 minutes ago',
  '1.2K',
  '23 Comments',
  '543 Retweets 1,234 Likes',
  'Like Reply 3d',
  'Like Comment Share',
  'imgflip.com',
  'imgflip. com',
  'www.memes-of-ours.net/page',
  'made with mematic',
])("%s is nobody's words", (line) => expect(isAside(line)).toBe(true))

test.each([
  'Some Body',
  'hey @somebody you are late',
  'we meet at 10:32 AM',
  'May 5',
  '9/11',
  '1488',
  '20 years',
  'Like',
  'May I like it',
  'I have 23 comments',
  'ask google.com about it',
  'this.is.what.we.say.com',
  'my brother is 5',
  'Mr. Net',
  '',
])('"%s" may be somebody\'s words', (line) => expect(isAside(line)).toBe(false))
