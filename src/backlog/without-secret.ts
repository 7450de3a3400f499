/** An address without its user and password, for messages; a password may have any sign. */
export function withoutSecret(address: string): string {
  return address.replace(/\/\/.*@/s, '//')
}
