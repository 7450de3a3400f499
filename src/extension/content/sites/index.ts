import { bluesky } from './bluesky.ts'
import { discord } from './discord.ts'
import { facebook } from './facebook.ts'
import { imgur } from './imgur.ts'
import { instagram } from './instagram.ts'
import { linkedin } from './linkedin.ts'
import { mastodon } from './mastodon.ts'
import { ninegag } from './ninegag.ts'
import { pinterest } from './pinterest.ts'
import { reddit } from './reddit.ts'
import type { Site } from './site.ts'
import { telegram } from './telegram.ts'
import { threads } from './threads.ts'
import { tiktok } from './tiktok.ts'
import { tumblr } from './tumblr.ts'
import { whatsapp } from './whatsapp.ts'
import { x } from './x.ts'
import { youtube } from './youtube.ts'

/** Every site that is known, by the name of its file. The manifest's host permissions are theirs. */
export const sites: Readonly<Record<string, Site>> = {
  x,
  facebook,
  instagram,
  threads,
  reddit,
  bluesky,
  mastodon,
  tumblr,
  pinterest,
  ninegag,
  imgur,
  linkedin,
  youtube,
  discord,
  telegram,
  whatsapp,
  tiktok,
}

/** `*://host/*`, or `*://*.host/*` for a host and all below it. */
const PATTERN = /^\*:\/\/(\*\.)?([^/*]+)\/\*$/

/** Whether a match pattern is of this host. Throws an error where it is of no such form. */
export function covers(pattern: string, hostname: string): boolean {
  const [, below, host] = PATTERN.exec(pattern) ?? []
  if (!host) throw new Error(`${pattern} is no pattern of a host`)
  return hostname === host || (below !== undefined && hostname.endsWith(`.${host}`))
}

/** The site that a page belongs to; every other page has none, and works by the generic finder. */
export function siteOf(hostname: string): Site | null {
  return Object.values(sites).find(({ hosts }) => hosts.some((pattern) => covers(pattern, hostname))) ?? null
}
