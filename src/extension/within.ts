/** What `work` gives, or after `ms` what `onLate` gives; `work` itself goes on. */
export async function within<T, L = T>(ms: number, work: Promise<T>, onLate: () => L): Promise<T | L> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<L>((resolve) => {
    timer = setTimeout(() => resolve(onLate()), ms)
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}
