/** What is said of a model whose download was stopped. */
export const halfInstalled = (name: string): string =>
  `${name} is half installed: the same "memeveil model get ${name}" goes on, "memeveil model remove ${name}" removes it`
