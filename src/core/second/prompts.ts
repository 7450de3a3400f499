/**
 * What an untrained second model looks for: pictures that demean, threaten or mock people for who they are. Chosen by
 * reading, not by measuring: no real weights were at hand.
 */
export const OFFENSIVE = [
  'racist propaganda',
  'a racist caricature',
  'an antisemitic caricature',
  'a person in blackface',
  'a caricature that mocks a religion',
  'a swastika',
  'a Nazi salute',
  'a hooded Klansman',
  'a burning cross',
  'a noose',
  'a lynching',
  'people shown as apes',
  'people shown as vermin',
  'a woman who is humiliated',
  'a woman who is beaten',
  'a disabled person who is mocked',
  'a fat person who is mocked',
  'a gay couple that is mocked',
  'refugees shown as invaders',
  'a gun pointed at a person',
]
