/** Every sentence of the welcome page. */
export const words = {
  title: 'Welcome to MemeVeil',
  lead:
    'It veils memes that demean, threaten or mock people for who they are. It reads the words in a picture together ' +
    'with the picture, on your own machine.',
  access: {
    title: 'Which sites it may look at',
    ask:
      'It may not look at all of the sites listed here yet, and where it may not, it does nothing. With your leave ' +
      'it finds pictures there and fetches them once more from their servers, to judge them here.',
    button: 'Allow on these sites',
    granted: 'It may look at the sites listed here, and at the servers of their pictures.',
    refused: 'Not allowed. You can ask again at any time.',
    sites: (count: number) => `The ${count} sites`,
    more: 'Any other site can be allowed in the popup, one by one: open the site and click MemeVeil’s button.',
  },
  looks: {
    title: 'What it does to a picture',
    text: 'What it takes for offensive is covered, and says how sure it is. A click shows it, another hides it again.',
  },
  level: {
    title: 'How readily it veils',
    text: 'It errs in both directions. Choose what suits you; it can be changed at any time.',
  },
  privacy: {
    title: 'What is kept, and what is sent',
    sentTitle: 'Sent: nothing.',
    sent:
      'No account, no server of ours, no statistics sent anywhere. The only requests are for the pictures ' +
      'themselves, from the addresses that pages or you yourself give, on sites that you allowed.',
    keptTitle: 'Kept on this device alone:',
    kept: [
      'your settings',
      'verdicts on pictures, with the words read in them, for up to 30 days; never a picture',
      'how many pictures were checked and veiled, by day and site, unless you switch that off',
    ],
    remove: 'You can see and clear all of it in the options.',
    link: 'Privacy in the options',
  },
  done: 'All options',
}
