import ipaddr from 'ipaddr.js'

/** Whether an IP address is this machine's, its network's, or has no meaning on the internet. */
export function isPrivateIp(address: string): boolean {
  const ip = ipaddr.process(address)
  // 2000::/3 is all of IPv6 that is routed: what lies outside embeds IPv4 addresses or has no meaning
  return ip.range() !== 'unicast' || (ip instanceof ipaddr.IPv6 && ip.parts[0] >> 13 !== 1)
}
