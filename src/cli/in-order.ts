import PQueue from 'p-queue'

/** Does up to `atOnce` at once; the results come in the items' order. Nothing more is begun once nobody wants them. */
export async function* inOrder<Item, Result>(
  items: Item[],
  work: (item: Item) => Promise<Result>,
  atOnce: number,
): AsyncGenerator<Result> {
  const queue = new PQueue({ concurrency: atOnce })
  const results = items.map((item) => queue.add(() => work(item)))
  // a failure is told when its turn comes
  for (const result of results) result.catch(() => {})
  try {
    for (const result of results) yield await result
  } finally {
    queue.clear()
  }
}
