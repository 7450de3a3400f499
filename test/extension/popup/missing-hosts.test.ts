import { expect, test } from 'vitest'
import { missingHosts } from '../../../src/extension/popup/missing-hosts.ts'

const reports = (...hosts: (string | null)[]) => hosts.map((host) => ({ host }))

test.each([
  [reports(), []],
  [reports(null, null), []],
  [reports('a.com', null, 'b.com', 'b.com'), ['b.com', 'a.com']],
])('%j lack %j', (given, hosts) => expect(missingHosts(given)).toEqual(hosts))
