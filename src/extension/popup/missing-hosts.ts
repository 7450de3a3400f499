import type { PictureReport } from '../protocol.ts'

/** Hosts of a page's pictures that the extension may not ask, those with the most pictures first. */
export function missingHosts(reports: Pick<PictureReport, 'host'>[]): string[] {
  const counts = new Map<string, number>()
  for (const { host } of reports) if (host !== null) counts.set(host, (counts.get(host) ?? 0) + 1)
  return [...counts].sort(([, a], [, b]) => b - a).map(([host]) => host)
}
