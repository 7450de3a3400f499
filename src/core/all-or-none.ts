/** What loads side by side. Where one fails, the others are freed when they have come, and its error is thrown. */
export async function allOrNone<T extends readonly unknown[]>(
  loading: readonly [...{ [K in keyof T]: Promise<T[K]> }],
  free: (loaded: T[number]) => Promise<void>,
): Promise<T> {
  const results: PromiseSettledResult<unknown>[] = await Promise.allSettled(loading)
  const came = results.filter((result) => result.status === 'fulfilled').map(({ value }) => value)
  const failed = results.find((result) => result.status === 'rejected')
  if (!failed) return came as unknown as T
  await Promise.all(came.map(free))
  throw failed.reason
}
