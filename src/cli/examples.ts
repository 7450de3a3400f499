import type { Command } from 'commander'

/** What each command's --help shows: what it does, and the line that does it. */
const EXAMPLES: Record<string, [what: string, line: string][]> = {
  predict: [
    ['a line a picture', 'memeveil predict meme.jpg other.png'],
    ['with the words that it says, and why', 'memeveil predict meme.jpg --text "what it says" --explain'],
    ['and whether it shows spiders, by an installed CLIP', 'memeveil predict meme.jpg --topic spiders --topic needles'],
    [
      'a table; Ctrl+C stops it, the same line goes on',
      'memeveil predict --csv table.csv --images pictures --out scored.csv',
    ],
    ['a source of many, without a table', 'memeveil predict archive --out results.parquet'],
    [
      "a table's own names",
      'memeveil predict --csv train.csv --image-column img --text-column text --images . --out out.csv',
    ],
    [
      'with CLIP, where it is installed, looking at the picture',
      'memeveil predict meme.jpg --beside Xenova/clip-vit-base-patch32 --explain',
    ],
  ],
  data: [
    ['labels, what is missing, what is there twice', 'memeveil data train.csv --images pictures'],
    ['tables that are a split each', 'memeveil data train=Training.csv test=Testing.csv --json'],
  ],
  'clean-text': [
    ['as the towers get it', 'memeveil clean-text "Sooo   BAD &amp; 😀"'],
    ['after single steps', 'memeveil clean-text "the cats are sleeping" --steps lower-case stop-words'],
  ],
  train: [
    ['one calibrated run', 'memeveil train --csv table.csv --images pictures --out mine'],
    [
      'over CLIP, where it is installed',
      'memeveil train --model Xenova/clip-vit-base-patch32 --csv table.csv --images pictures --out mine',
    ],
    [
      'many runs; the best by validation is kept',
      'memeveil train --train train.csv --validation val.csv --test test.csv --images pictures --out mine --sweep wide',
    ],
  ],
  evaluate: [
    ['the bundled head', 'memeveil evaluate --csv test.csv --images pictures'],
    [
      'your own, by labels of your own',
      'memeveil evaluate --head mine/head.json --csv test.csv --labels hateful=offensive fine=non-offensive',
    ],
  ],
  compare: [
    ['your head with the bundled one', 'memeveil compare bundled mine/head.json --csv test.csv --images pictures'],
  ],
  enqueue: [
    ['a folder that every worker sees by this path', 'memeveil enqueue /archive'],
    ['a list of addresses, before what waits already', 'memeveil enqueue addresses.txt --priority 1'],
    ["a bucket's pictures", 'memeveil enqueue s3://memes/2026/'],
  ],
  work: [
    ['on every machine, until it is told to end', 'memeveil work'],
    ['once, with figures for Prometheus', 'memeveil work --until-empty --metrics 9100'],
  ],
  status: [['how far it is', 'memeveil status']],
  queue: [
    ['workers finish what they have, and take nothing more', 'memeveil queue pause'],
    ['what was set aside, once more', 'memeveil queue retry'],
  ],
  board: [['for this machine alone', 'memeveil board --read-only']],
  results: [
    ['all of a backlog, by how readily to flag', 'memeveil results archive --out results.parquet --level strict'],
  ],
  rejudge: [['by another head, from what is kept', 'memeveil rejudge --store kept --head mine/head.json']],
  serve: [
    ['on port 5000, with a page for browsers', 'memeveil serve'],
    ['for programs on this machine alone', 'memeveil serve --host 127.0.0.1 --port 8080 --no-ui --level strict'],
  ],
  experiment: [['with the tables of the report', 'memeveil experiment --data DATA --out docs']],
  model: [
    ['CLIP, 157 MB; Ctrl+C stops it, the same line goes on', 'memeveil model get Xenova/clip-vit-base-patch32'],
    ['what was downloaded in another way', 'memeveil model add folder --precision fp32'],
    ['which there are', 'memeveil model list'],
    ['whether they are whole', 'memeveil model verify'],
  ],
  doctor: [
    ['is everything whole?', 'memeveil doctor'],
    ['the same for a program', 'memeveil doctor --json'],
  ],
  completion: [
    ['in this shell', 'source <(memeveil completion bash)'],
    ['for good, in fish', 'memeveil completion fish > ~/.config/fish/completions/memeveil.fish'],
  ],
  'product-head': [
    ['to look at, without replacing the bundled one', 'memeveil product-head --csv all.csv --out head.json'],
  ],
  'validation-rows': [
    ['after the head, from the same tables', 'memeveil validation-rows --csv all.csv --images memes/images'],
  ],
}

/** Shows a command's examples below its options. */
export function addExamples(command: Command): void {
  const examples = EXAMPLES[command.name()] ?? []
  if (examples.length === 0) return
  const shown = examples.map(([what, line]) => `  # ${what}\n  ${line}`).join('\n')
  command.addHelpText('after', `\nExamples:\n${shown}`)
}
