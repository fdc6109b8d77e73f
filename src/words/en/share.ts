/** English sentences: share. */
export const shareEn = {
  'share.verbs': 'Allow only some changes',
  'share.verbs.about':
    'Who opens this link or file can do only this: on the stage, in menus, by keys, in the inspector and in the terminal. The rest says that you switched it off. Healing is always allowed.',
  'share.verbs.all': 'All',
  'share.verbs.none': 'None',
  'share.verbs.count': '{count} of {of} allowed',
  'share.verbs.list': 'Allowed changes',
  'share.title': 'Share this run',
  'share.open': 'Share',
  'share.about':
    'A link or a file holds the scenario, the seed and what was done. Who opens it gets the same run, event for event, at the same instant.',
  'share.link': 'Link',
  'share.copy': 'Copy link',
  'share.copied': 'Copied.',
  'share.long': 'The link has {count} letters. Chats and mails may cut it: send the file instead.',
  'share.save': 'Save as a file',
  'share.load': 'Open a saved run…',
  'share.trace': 'Trace up to here',
  'share.traceAbout': 'The same file gives the same hash with npm run trace, and in every browser.',
  'share.problem': 'It cannot be opened: {message}',
} as const
